package org.nongyou.production.web;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.base.Bases;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.production.InputLedger;
import org.nongyou.production.Recoveries;
import org.nongyou.production.Recovery;
import org.nongyou.production.RecoveryEntry;
import org.nongyou.production.RecoveryFilter;
import org.nongyou.production.RecoveryForm;
import org.nongyou.production.RecoveryKind;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
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

/// Film and straw: the list with what is out, the form, one crop of one year.
@Controller
@Requires(Verb.READ)
class RecoveryController {

    private static final int HISTORY = 30;
    private static final int CANDIDATES = 30;

    private final Recoveries recoveries;
    private final InputLedger ledger;
    private final Bases bases;
    private final BaseLists lists;
    private final Files files;
    private final Journal journal;
    private final Divisions divisions;
    private final Clock clock;

    RecoveryController(
            Recoveries recoveries,
            InputLedger ledger,
            Bases bases,
            BaseLists lists,
            Files files,
            Journal journal,
            Divisions divisions,
            Clock clock) {
        this.recoveries = recoveries;
        this.ledger = ledger;
        this.bases = bases;
        this.lists = lists;
        this.files = files;
        this.journal = journal;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping("/production/recovery")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var filter = RecoveryFilter.of(query);
        var scope = actor.scope();
        int page = Forms.page(query);
        var rows = recoveries.list(scope, filter, (page - 1) * Recoveries.PAGE, Recoveries.PAGE);
        int total = rows.size() < Recoveries.PAGE && page == 1 ? rows.size() : recoveries.count(scope, filter);
        var sums = recoveries.sums(scope, filter);
        var address = filter.address("/production/recovery");
        var behind = sums.values().stream().anyMatch(sum -> sum.recoveredKg().compareTo(sum.arisenKg()) < 0);
        return Page.of(
                "production/recovery",
                new RecoveryPages.ListPage(
                        say(filter, total, sums),
                        total == 0 ? "info" : behind ? "warn" : "ok",
                        filter,
                        rows,
                        sums,
                        ledger.packages(scope, filter.region(), filter.year()),
                        RegionChips.of(
                                divisions,
                                scope,
                                filter.region(),
                                recoveries.countsByRegion(scope, filter),
                                code -> address.with("region", code).toString()),
                        total,
                        page,
                        address,
                        today(),
                        actor.may(Verb.RECORD),
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    private static String say(RecoveryFilter filter, int total, Map<RecoveryKind, Recoveries.Sum> sums) {
        if (total == 0) return filter.narrowed() ? "没有符合条件的记录。" : "还没有农膜、秸秆的记录。";
        var words = new ArrayList<String>();
        sums.forEach((kind, sum) -> {
            var percent = sum.percent();
            if (percent != null) words.add(kind.title() + "回收利用 " + Ui.number(percent) + "%" + rest(sum));
        });
        return (filter.year() == null ? "" : filter.year() + " 年") + String.join("；", words) + "。";
    }

    private static String rest(Recoveries.Sum sum) {
        var rest = sum.arisenKg().subtract(sum.recoveredKg());
        return rest.signum() == 0 ? "" : "，还有 " + weight(rest) + "没有去处";
    }

    private static String weight(BigDecimal kg) {
        return kg.compareTo(new BigDecimal(10_000)) < 0
                ? Ui.number(kg) + " 公斤"
                : Ui.number(kg.movePointLeft(3).setScale(1, RoundingMode.HALF_UP)) + " 吨";
    }

    @GetMapping("/production/recovery/new")
    @Requires(Verb.RECORD)
    ModelAndView fresh(Actor actor, @RequestParam Map<String, String> query) {
        var typed = new HashMap<String, String>();
        typed.put("kind", query.getOrDefault("kind", ""));
        typed.put("produce", query.getOrDefault("produce", ""));
        typed.put("year", query.getOrDefault("year", String.valueOf(today().getYear())));
        typed.put("on", today().toString());
        typed.put("unit", "kg");
        return Page.of(
                "production/recovery-new",
                form(
                        chosen(actor, query.getOrDefault("base", "")),
                        actor,
                        query.getOrDefault("q", ""),
                        new Entered(typed, List.of()),
                        UUID.randomUUID()));
    }

    /// The base that was picked; the only one where there is just one.
    private @Nullable Base chosen(Actor actor, String base) {
        if (!base.isEmpty()) return bases.find(actor.scope(), Forms.id(base)).orElseThrow(NotFound::new);
        var all = lists.list(actor.scope(), BaseFilter.NONE, 0, 2);
        return all.size() == 1 ? bases.find(actor.scope(), all.getFirst().id()).orElse(null) : null;
    }

    private RecoveryPages.FormPage form(@Nullable Base base, Actor actor, String words, Entered entered, UUID key) {
        var cut = words.substring(0, Math.min(50, words.length()));
        return new RecoveryPages.FormPage(
                base,
                base == null
                        ? lists.list(actor.scope(), new BaseFilter(null, null, null, null, cut, false), 0, CANDIDATES)
                        : List.of(),
                cut,
                today(),
                entered,
                key.toString());
    }

    @PostMapping("/production/recovery/new")
    @Requires(Verb.RECORD)
    ModelAndView record(
            Actor actor,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "proof", required = false) @Nullable List<MultipartFile> uploads)
            throws IOException {
        var base = bases.find(actor.scope(), Forms.id(typed.getOrDefault("base", "")))
                .orElseThrow(NotFound::new);
        var faults = new ArrayList<Refusal>();
        var ids = proofs(actor, base.region(), base.producerId(), uploads, faults);
        var decision = !faults.isEmpty()
                ? Decision.<Recovery>refused(Refusal.joined(faults))
                : recoveries.record(actor, base.id(), read(typed, ids));
        return switch (decision) {
            case Decision.Done<Recovery>(var one) -> Page.redirect("/production/recovery/" + one.id());
            case Decision.Refused<Recovery>(var refusal) ->
                Page.again(
                        "production/recovery-new",
                        form(base, actor, "", Entered.of(typed, refusal), Forms.key(typed, "formKey")));
        };
    }

    private List<Long> proofs(
            Actor actor, RegionCode region, long producer, @Nullable List<MultipartFile> uploads, List<Refusal> faults)
            throws IOException {
        return Forms.store(
                files,
                actor,
                Forms.place(actor, region),
                producer,
                uploads == null ? List.of() : uploads,
                "proof",
                faults);
    }

    private static RecoveryForm read(Map<String, String> typed, List<Long> files) {
        return new RecoveryForm(
                Forms.key(typed, "formKey"),
                typed.getOrDefault("kind", ""),
                typed.getOrDefault("year", ""),
                typed.getOrDefault("produce", ""),
                typed.getOrDefault("arisen", ""),
                typed.getOrDefault("recovered", ""),
                typed.getOrDefault("unit", ""),
                typed.getOrDefault("way", ""),
                typed.getOrDefault("handedTo", ""),
                typed.getOrDefault("on", ""),
                typed.getOrDefault("note", ""),
                typed.getOrDefault("reason", ""),
                files.isEmpty() ? null : files.getFirst());
    }

    @GetMapping("/production/recovery/{id:\\d{1,18}}")
    ModelAndView one(Actor actor, @PathVariable long id) {
        return Page.of("production/recovery-one", page(actor, id, Entered.NOTHING, 0, UUID.randomUUID()));
    }

    @PostMapping("/production/recovery/{id:\\d{1,18}}/entries/{entry:\\d{1,18}}")
    @Requires(Verb.RECORD)
    ModelAndView change(
            Actor actor,
            @PathVariable long id,
            @PathVariable long entry,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "do", defaultValue = "") String act,
            @RequestParam(name = "proof", required = false) @Nullable List<MultipartFile> uploads)
            throws IOException {
        var one = recoveries.find(actor.scope(), id).orElseThrow(NotFound::new);
        if (recoveries.entries(one).stream().noneMatch(it -> it.id() == entry)) throw new NotFound();
        var faults = new ArrayList<Refusal>();
        var decision = switch (act) {
            case "correct" -> {
                var ids = proofs(actor, one.region(), one.producerId(), uploads, faults);
                yield faults.isEmpty()
                        ? recoveries.correct(actor, entry, read(typed, ids))
                        : Decision.<Recovery>refused(Refusal.joined(faults));
            }
            case "withdraw" -> recoveries.withdraw(actor, entry, typed.getOrDefault("reason", ""));
            default -> throw new NotFound();
        };
        return switch (decision) {
            case Decision.Done<Recovery> _ -> Page.redirect("/production/recovery/" + id);
            case Decision.Refused<Recovery>(var refusal) ->
                Page.again(
                        "production/recovery-one",
                        page(actor, id, Entered.of(typed, refusal), entry, Forms.key(typed, "formKey")));
        };
    }

    private RecoveryPages.OnePage page(Actor actor, long id, Entered entered, long open, UUID key) {
        var one = recoveries.find(actor.scope(), id).orElseThrow(NotFound::new);
        var entries = recoveries.entries(one);
        var ids = entries.stream()
                .map(RecoveryEntry::fileId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        var proofs = ids.isEmpty()
                ? Map.<Long, String>of()
                : files.ofMatter(ids).values().stream().collect(Collectors.toMap(StoredFile::id, StoredFile::name));
        var percent = one.percent();
        return new RecoveryPages.OnePage(
                one,
                percent == null
                        ? "记录都撤回了。"
                        : one.openKg().signum() == 0
                                ? "产生 " + weight(one.arisenKg()) + "，都有去处。"
                                : "产生 " + weight(one.arisenKg()) + "，回收利用 " + Ui.number(percent) + "%，还有 "
                                        + weight(one.openKg()) + "没有去处。",
                percent == null ? "info" : one.openKg().signum() == 0 ? "ok" : "warn",
                entries,
                proofs,
                journal.of(actor.scope(), Recoveries.SUBJECT, String.valueOf(id), HISTORY),
                actor.may(Verb.RECORD),
                entered,
                open,
                key.toString());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
