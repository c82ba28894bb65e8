package org.nongyou.production.web;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.production.ActKind;
import org.nongyou.production.FarmEntry;
import org.nongyou.production.InputKind;
import org.nongyou.production.Purchase;
import org.nongyou.production.UsedInput;
import org.nongyou.region.RegionCode;
import org.springframework.web.multipart.MultipartFile;

/// Reads the forms of these pages.
final class Forms {

    private Forms() {}

    static UUID key(Map<String, String> typed, String field) {
        var key = typed.getOrDefault(field, "");
        return key.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? UUID.fromString(key) : UUID.randomUUID();
    }

    static long id(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    static int page(Map<String, String> query) {
        var text = query.getOrDefault("page", "1");
        return text.matches("\\d{1,4}") ? Math.clamp(Integer.parseInt(text), 1, 100) : 1;
    }

    /// Where a file is kept: with the producer, unless that lies outside the person's area, as a county does for a
    /// township.
    static RegionCode place(Actor actor, RegionCode producer) {
        var area = actor.scope().region();
        return area == null || area.contains(producer) ? producer : area;
    }

    /// Keeps what was uploaded; what cannot be kept is a fault at the field.
    static List<Long> store(
            Files files,
            Actor actor,
            RegionCode region,
            long producer,
            List<MultipartFile> uploads,
            String field,
            List<Refusal> faults)
            throws IOException {
        var ids = new ArrayList<Long>();
        for (var upload : uploads) {
            if (upload.isEmpty()) continue;
            try (var content = upload.getInputStream()) {
                var name = Objects.requireNonNullElse(upload.getOriginalFilename(), "");
                switch (files.store(actor, region, producer, name, content)) {
                    case Decision.Done<StoredFile>(var file) -> ids.add(file.id());
                    case Decision.Refused<StoredFile>(var refusal) -> faults.add(refusal.at(field));
                }
            }
        }
        return ids;
    }

    /// What was typed as an entry; what cannot be read is a fault at its field.
    static @Nullable FarmEntry entry(
            Map<String, String> typed,
            List<String> plots,
            List<Purchase> stock,
            List<Long> files,
            @Nullable Long corrects,
            List<Refusal> faults) {
        var kind = ActKind.ofCode(typed.getOrDefault("kind", "")).orElse(null);
        if (kind == null) faults.add(Refusal.of("production.kind").at("kind"));
        var on = day(typed.getOrDefault("on", ""), "on", faults);
        var quantity = amount(typed.getOrDefault("quantity", ""), "quantity", faults);
        var inputs = new ArrayList<UsedInput>();
        for (int i = 1; i <= EntryPage.LINES; i++) {
            var line = input(typed, i, stock, faults);
            if (line != null) inputs.add(line);
        }
        if (!faults.isEmpty() || kind == null || on == null) return null;
        return new FarmEntry(
                key(typed, "clientId"),
                kind,
                id(typed.getOrDefault("base", "")),
                plots.stream()
                        .filter(one -> one.matches("\\d{1,18}"))
                        .map(Long::valueOf)
                        .toList(),
                on,
                typed.getOrDefault("produce", ""),
                typed.getOrDefault("variety", ""),
                inputs,
                quantity,
                typed.getOrDefault("purpose", ""),
                typed.getOrDefault("operator", ""),
                typed.getOrDefault("note", ""),
                files,
                corrects,
                typed.getOrDefault("reason", ""),
                null);
    }

    private static @Nullable UsedInput input(
            Map<String, String> typed, int line, List<Purchase> stock, List<Refusal> faults) {
        var purchase = id(typed.getOrDefault("purchase" + line, ""));
        var name = typed.getOrDefault("name" + line, "").strip();
        if (purchase == 0 && name.isEmpty()) return null;
        var lot = stock.stream().filter(one -> one.id() == purchase).findFirst().orElse(null);
        var kind = lot != null
                ? lot.kind()
                : InputKind.ofCode(typed.getOrDefault("inputKind" + line, "")).orElse(InputKind.PESTICIDE);
        var before = faults.size();
        var amount = amount(typed.getOrDefault("amount" + line, ""), "amount" + line, faults);
        if (amount == null && faults.size() == before)
            faults.add(Refusal.of("production.number").at("amount" + line));
        var stopped = typed.getOrDefault("stoppedOn" + line, "");
        var day = stopped.isBlank() ? null : day(stopped, "stoppedOn" + line, faults);
        if (amount == null) return null;
        var unit = typed.getOrDefault("unit" + line, "").strip();
        return new UsedInput(
                kind,
                lot == null ? name : lot.name(),
                typed.getOrDefault("registration" + line, "").strip(),
                purchase == 0 ? null : (Long) purchase,
                amount,
                unit.isEmpty() && lot != null ? lot.unit() : unit,
                typed.getOrDefault("method" + line, ""),
                day);
    }

    private static @Nullable BigDecimal amount(String text, String field, List<Refusal> faults) {
        var clean = text.strip().replace(",", "");
        if (clean.isEmpty()) return null;
        if (clean.matches("\\d{1,10}(\\.\\d{1,3})?")) return new BigDecimal(clean);
        faults.add(Refusal.of("production.number").at(field));
        return null;
    }

    private static @Nullable LocalDate day(String text, String field, List<Refusal> faults) {
        try {
            return TypedDay.parse(text.strip());
        } catch (DateTimeParseException e) {
            faults.add(Refusal.of("production.day").at(field));
            return null;
        }
    }
}
