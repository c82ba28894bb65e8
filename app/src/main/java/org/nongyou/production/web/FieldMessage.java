package org.nongyou.production.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.TypedDay;
import org.nongyou.production.ActKind;
import org.nongyou.production.FarmEntry;
import org.nongyou.production.InputKind;
import org.nongyou.production.UsedInput;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a phone sends. It comes from outside: each value is taken only in the form it must have.
/// @param account who typed the entries, as the phone says
/// @param sentAt  the phone's clock when it sent them, or null when it cannot be read
record FieldMessage(long account, @Nullable Instant sentAt, List<Incoming> entries) {

    /// Entries in one message; the page sends 20.
    static final int MOST = 50;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}(?:\\.\\d{1,6})?");
    private static final int LONGEST = 500;
    private static final int MOST_PLOTS = 20;
    private static final int MOST_FILES = 12;
    private static final int MOST_INPUTS = 12;

    FieldMessage {
        entries = List.copyOf(entries);
    }

    /// One entry; `entry` is null when something in it cannot be read.
    record Incoming(String clientId, @Nullable FarmEntry entry) {}

    /// Null when it is no such message at all.
    static @Nullable FieldMessage read(byte[] body) {
        JsonNode all;
        try {
            all = JSON.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
        if (all == null || !all.isObject()) return null;
        var listed = all.path("entries");
        if (!all.path("account").isIntegralNumber() || !listed.isArray() || listed.size() > MOST) return null;
        var entries = new ArrayList<Incoming>();
        for (var one : listed) entries.add(new Incoming(text(one, "clientId"), entry(one)));
        return new FieldMessage(all.path("account").longValue(), instant(all, "sentAt"), entries);
    }

    private static @Nullable FarmEntry entry(JsonNode one) {
        try {
            var inputs = new ArrayList<UsedInput>();
            for (var input : list(one, "inputs", MOST_INPUTS)) inputs.add(input(input));
            return new FarmEntry(
                    id(text(one, "clientId")),
                    ActKind.valueOf(text(one, "kind")),
                    number(one, "baseId"),
                    numbers(one, "plotIds", MOST_PLOTS),
                    TypedDay.parse(text(one, "on")),
                    text(one, "produce"),
                    text(one, "variety"),
                    inputs,
                    decimal(one, "quantityKg"),
                    text(one, "purpose"),
                    text(one, "operator"),
                    text(one, "note"),
                    numbers(one, "fileIds", MOST_FILES),
                    one.path("corrects").isIntegralNumber() ? number(one, "corrects") : null,
                    orNull(text(one, "reason")),
                    instant(one, "recordedAt"));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return null;
        }
    }

    private static UsedInput input(JsonNode one) {
        var amount = decimal(one, "amount");
        if (amount == null) throw new IllegalArgumentException("amount");
        var stopped = text(one, "stoppedOn");
        return new UsedInput(
                InputKind.valueOf(text(one, "kind")),
                text(one, "name"),
                orNull(text(one, "registration")),
                one.path("purchaseId").isIntegralNumber() ? number(one, "purchaseId") : null,
                amount,
                text(one, "unit"),
                orNull(text(one, "method")),
                stopped.isEmpty() ? null : TypedDay.parse(stopped));
    }

    /// The same sign for the same id: `1-1-1-1-1` would be read as one too.
    private static UUID id(String text) {
        var id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) throw new IllegalArgumentException("id");
        return id;
    }

    private static List<JsonNode> list(JsonNode one, String name, int most) {
        var all = one.path(name);
        if (all.isMissingNode() || all.isNull()) return List.of();
        if (!all.isArray() || all.size() > most) throw new IllegalArgumentException(name);
        var list = new ArrayList<JsonNode>();
        for (var element : all) list.add(element);
        return list;
    }

    private static List<Long> numbers(JsonNode one, String name, int most) {
        return list(one, name, most).stream()
                .map(element -> {
                    if (!element.isIntegralNumber() || !element.canConvertToLong())
                        throw new IllegalArgumentException(name);
                    return element.longValue();
                })
                .toList();
    }

    private static long number(JsonNode one, String name) {
        var value = one.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) throw new IllegalArgumentException(name);
        return value.longValue();
    }

    /// Never with an exponent: a short text must not become a number of a million digits.
    private static @Nullable BigDecimal decimal(JsonNode one, String name) {
        var value = one.path(name);
        if (value.isMissingNode() || value.isNull()) return null;
        var text = value.isString() || value.isNumber() ? value.asString() : "";
        if (!NUMBER.matcher(text).matches()) throw new IllegalArgumentException(name);
        return new BigDecimal(text);
    }

    /// Without zero bytes and halves of signs, which PostgreSQL does not keep.
    private static String text(JsonNode one, String name) {
        var value = one.path(name);
        if (!value.isString()) return "";
        var typed = value.asString();
        if (typed.length() > LONGEST) throw new IllegalArgumentException(name);
        return typed.replaceAll("[\\x00\\p{Cs}]", "").strip();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /// A clock may stand anywhere; what lies outside of two centuries is no time.
    private static @Nullable Instant instant(JsonNode one, String name) {
        try {
            var at = Instant.parse(text(one, name));
            return at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("2100-01-01T00:00:00Z")) ? null : at;
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return null;
        }
    }
}
