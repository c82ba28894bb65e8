package org.nongyou.compliance.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.CertificateCode;
import org.nongyou.compliance.Entries;
import org.nongyou.compliance.Entry;
import org.nongyou.compliance.EntryFilter;
import org.nongyou.compliance.EntryForm;
import org.nongyou.compliance.EntryLists;
import org.nongyou.compliance.EntryReport;
import org.nongyou.compliance.EntryReports;
import org.nongyou.compliance.Fairs;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// Pages of market entry (进货查验): the list, a lot that comes in, what was told of untrue certificates.
@Controller
@Requires(Verb.READ)
class EntryController {

    private static final int MOST_PAGES = 100;
    private static final int REPORTS = 200;

    private final Entries entries;
    private final EntryLists lists;
    private final EntryReports reports;
    private final Fairs fairs;
    private final Divisions divisions;
    private final Files files;
    private final Clock clock;

    EntryController(
            Entries entries,
            EntryLists lists,
            EntryReports reports,
            Fairs fairs,
            Divisions divisions,
            Files files,
            Clock clock) {
        this.entries = entries;
        this.lists = lists;
        this.reports = reports;
        this.fairs = fairs;
        this.divisions = divisions;
        this.files = files;
        this.clock = clock;
    }

    @GetMapping("/entries")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var filter = EntryFilter.of(query);
        var scope = actor.scope();
        int page = page(query.getOrDefault("page", "1"));
        var address = filter.address("/entries");
        return Page.of(
                "compliance/entries",
                new EntriesPage(
                        filter,
                        lists.list(scope, filter, (page - 1) * EntryLists.PAGE, EntryLists.PAGE),
                        lists.count(scope, filter),
                        page,
                        address,
                        RegionChips.of(
                                divisions,
                                scope,
                                filter.region(),
                                lists.countsByCounty(scope, filter),
                                region -> filter.in(region).address("/entries").toString()),
                        entries.mayRecord(actor),
                        actor.may(Verb.EXCHANGE) || actor.isProducer(),
                        actor.isProducer(),
                        reports.reports(scope, REPORTS).stream()
                                .filter(EntryReport::open)
                                .count()));
    }

    private static int page(String typed) {
        return typed.matches("\\d{1,3}") ? Math.clamp(Integer.parseInt(typed), 1, MOST_PAGES) : 1;
    }

    @GetMapping("/entries/new")
    @Requires(Verb.INSPECT_ENTRY)
    ModelAndView form(
            Actor actor,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String without,
            @RequestParam(defaultValue = "") String fair) {
        var values = new HashMap<String, String>();
        values.put("fair", fair);
        values.put("key", UUID.randomUUID().toString());
        values.put("on", today().toString());
        values.put("code", code.strip());
        values.put("proof", without.isEmpty() ? "certificate" : "other-certificate");
        var asks = !code.isBlank() || !without.isEmpty();
        return Page.of("compliance/entry-new", page(actor, new Entered(values, List.of()), asks));
    }

    /// A photograph of a code, for a browser that reads none itself.
    @PostMapping("/entries/scan")
    @Requires(Verb.INSPECT_ENTRY)
    ModelAndView scan(
            Actor actor, @RequestParam @Nullable MultipartFile photo, @RequestParam(defaultValue = "") String fair) {
        var read = photo == null || photo.isEmpty() ? Optional.<String>empty() : QrPhoto.read(bytes(photo));
        if (read.isPresent())
            return Page.redirect(
                    "/entries/new?code=" + Ui.query(read.get()) + (id(fair) == null ? "" : "&fair=" + id(fair)));
        var values = Map.of("key", UUID.randomUUID().toString(), "on", today().toString(), "fair", fair);
        return Page.again(
                "compliance/entry-new",
                page(
                        actor,
                        Entered.of(
                                values,
                                Refusal.of("compliance.entry-no-code-in-photo").at("photo")),
                        false));
    }

    @PostMapping("/entries")
    @Requires(Verb.INSPECT_ENTRY)
    ModelAndView record(
            Actor actor, @RequestParam Map<String, String> typed, @RequestParam @Nullable MultipartFile file) {
        var values = new HashMap<>(typed);
        values.remove("_csrf");
        var key = key(values.getOrDefault("key", ""));
        values.put("key", key.toString());
        @Nullable Long stored = id(values.getOrDefault("fileId", ""));
        if (file != null && !file.isEmpty()) {
            switch (store(actor, file)) {
                case Decision.Done<StoredFile>(var kept) -> {
                    stored = kept.id();
                    values.put("fileId", String.valueOf(kept.id()));
                }
                case Decision.Refused<StoredFile>(var refusal) -> {
                    return again(actor, values, refusal.at("file"));
                }
            }
        }
        return switch (entries.record(actor, form(values, key, stored))) {
            case Decision.Done<Entry>(var entry) -> Page.redirect("/entries/" + entry.id());
            case Decision.Refused<Entry>(var refusal) -> again(actor, values, refusal);
        };
    }

    private static EntryForm form(Map<String, String> values, UUID key, @Nullable Long file) {
        return new EntryForm(
                key,
                !values.getOrDefault("outcome", "").equals("refused"),
                values.getOrDefault("proof", ""),
                values.getOrDefault("code", ""),
                values.getOrDefault("proofNumber", ""),
                file,
                values.getOrDefault("produce", ""),
                values.getOrDefault("kg", ""),
                values.getOrDefault("originName", ""),
                values.getOrDefault("originPlace", ""),
                values.getOrDefault("vehicle", ""),
                values.getOrDefault("on", ""),
                values.getOrDefault("reason", ""),
                id(values.getOrDefault("fair", "")));
    }

    private ModelAndView again(Actor actor, Map<String, String> values, Refusal refusal) {
        return Page.again("compliance/entry-new", page(actor, Entered.of(values, refusal), true));
    }

    private EntryFormPage page(Actor actor, Entered entered, boolean asks) {
        var code = entered.value("code");
        var looked =
                asks && entered.value("proof").equals("certificate") && !code.isBlank() ? entries.look(code) : null;
        return new EntryFormPage(
                entered, asks, looked, lists.proofs(), fairs.onToday(actor), entries.mayRecord(actor), today());
    }

    @GetMapping("/entries/{id}")
    ModelAndView entry(Actor actor, @PathVariable long id) {
        return Page.of("compliance/entry", entry(actor, id, Entered.NOTHING));
    }

    private EntryPage entry(Actor actor, long id, Entered entered) {
        var one = lists.find(actor.scope(), id).orElseThrow(NotFound::new);
        CertificateCode code = one.code();
        return new EntryPage(
                one,
                code == null ? null : entries.look(code.value()),
                reports.reportOf(actor.scope(), id).orElse(null),
                one.originCode() == null ? "" : divisions.path(one.originCode()),
                actor.producerId() != null && actor.producerId() == one.producerId() && entries.mayRecord(actor),
                entered);
    }

    @PostMapping("/entries/{id}/withdraw")
    @Requires(Verb.INSPECT_ENTRY)
    ModelAndView withdraw(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        return switch (entries.withdraw(actor, id, reason)) {
            case Decision.Done<Entry> _ -> Page.redirect("/entries/" + id);
            case Decision.Refused<Entry>(var refusal) ->
                Page.again("compliance/entry", entry(actor, id, Entered.of(Map.of("reason", reason), refusal)));
        };
    }

    @PostMapping("/entries/{id}/report")
    @Requires(Verb.INSPECT_ENTRY)
    ModelAndView tell(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String words) {
        return switch (reports.tell(actor, id, words)) {
            case Decision.Done<EntryReport> _ -> Page.redirect("/entries/" + id);
            case Decision.Refused<EntryReport>(var refusal) ->
                Page.again("compliance/entry", entry(actor, id, Entered.of(Map.of("words", words), refusal)));
        };
    }

    @GetMapping("/entries/reports")
    ModelAndView reports(Actor actor) {
        return Page.of("compliance/entry-reports", reports(actor, 0, Entered.NOTHING));
    }

    private EntryReportsPage reports(Actor actor, long at, Entered entered) {
        return new EntryReportsPage(
                reports.reports(actor.scope(), REPORTS),
                actor.may(Verb.DECIDE),
                actor.isProducer(),
                at,
                entered,
                code -> divisions.name(code));
    }

    @PostMapping("/entries/reports/{id}")
    @Requires(Verb.DECIDE)
    ModelAndView answer(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String answer) {
        return switch (reports.answer(actor, id, answer)) {
            case Decision.Done<EntryReport> _ -> Page.redirect("/entries/reports");
            case Decision.Refused<EntryReport>(var refusal) ->
                Page.again(
                        "compliance/entry-reports", reports(actor, id, Entered.of(Map.of("answer", answer), refusal)));
        };
    }

    private Decision<StoredFile> store(Actor actor, MultipartFile file) {
        var name = file.getOriginalFilename();
        try (var content = file.getInputStream()) {
            return files.store(actor, actor.region(), actor.producerId(), name == null ? "" : name, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A form without its key is a new one.
    private static UUID key(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            return UUID.randomUUID();
        }
    }

    private static @Nullable Long id(String typed) {
        return typed.matches("\\d{1,18}") ? Long.valueOf(typed) : null;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
