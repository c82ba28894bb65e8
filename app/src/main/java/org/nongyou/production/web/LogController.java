package org.nongyou.production.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.base.Bases;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.production.ActKind;
import org.nongyou.production.Batches;
import org.nongyou.production.FarmAct;
import org.nongyou.production.FarmActFilter;
import org.nongyou.production.FarmLog;
import org.nongyou.production.FieldViews;
import org.nongyou.production.InputLedger;
import org.nongyou.production.Prescriptions;
import org.nongyou.production.Purchase;
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

/// The farm log, the form for an entry, and one act.
@Controller
@Requires(Verb.READ)
class LogController {

    private static final int BASES = 30;
    private static final int HISTORY = 30;

    private final FarmLog log;
    private final FieldViews fields;
    private final InputLedger ledger;
    private final Batches batches;
    private final Prescriptions prescriptions;
    private final Bases bases;
    private final BaseLists lists;
    private final Files files;
    private final Journal journal;
    private final Divisions divisions;
    private final Clock clock;

    LogController(
            FarmLog log,
            FieldViews fields,
            InputLedger ledger,
            Batches batches,
            Prescriptions prescriptions,
            Bases bases,
            BaseLists lists,
            Files files,
            Journal journal,
            Divisions divisions,
            Clock clock) {
        this.log = log;
        this.fields = fields;
        this.ledger = ledger;
        this.batches = batches;
        this.prescriptions = prescriptions;
        this.bases = bases;
        this.lists = lists;
        this.files = files;
        this.journal = journal;
        this.divisions = divisions;
        this.clock = clock;
    }

    // --- The list

    @GetMapping("/production")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var filter = FarmActFilter.of(query);
        var scope = actor.scope();
        int page = Forms.page(query);
        var rows = log.list(scope, filter, (page - 1) * FarmLog.PAGE, FarmLog.PAGE);
        int total = rows.size() < FarmLog.PAGE && page == 1 ? rows.size() : log.count(scope, filter);
        var address = filter.address("/production");
        return Page.of(
                "production/log",
                new LogPage(
                        say(filter, rows, total),
                        "info",
                        filter,
                        rows,
                        RegionChips.of(
                                divisions,
                                scope,
                                filter.region(),
                                log.countsByCounty(scope, null, filter.kind()),
                                code -> address.with("region", code).toString()),
                        total,
                        page,
                        address,
                        !actor.isProducer(),
                        actor.may(Verb.RECORD),
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    private static String say(FarmActFilter filter, List<FarmAct> rows, int total) {
        if (total == 0) return filter.narrowed() ? "没有符合条件的记录。" : "还没有生产记录。";
        var number = (filter.narrowed() ? "符合条件的记录 " : "记录 ")
                + Ui.number(total)
                + (total == FarmLog.COUNTED ? " 条以上" : " 条");
        var last = rows.isEmpty()
                ? ""
                : "，最近一条 " + Ui.day(rows.getFirst().on())
                        + rows.getFirst().kind().title();
        return number + last + "。";
    }

    // --- The form

    @GetMapping("/production/new")
    @Requires(Verb.RECORD)
    ModelAndView fresh(Actor actor, @RequestParam Map<String, String> query) {
        var typed = new HashMap<String, String>();
        typed.put("kind", query.getOrDefault("kind", ""));
        typed.put("on", today().toString());
        var base = chosen(actor, query.getOrDefault("base", ""));
        return Page.of(
                "production/entry",
                form(
                        actor,
                        base,
                        query.getOrDefault("q", ""),
                        plots(query),
                        null,
                        new Entered(typed, List.of()),
                        UUID.randomUUID()));
    }

    private static List<String> plots(Map<String, String> query) {
        var plot = query.getOrDefault("plot", "");
        return plot.isEmpty() ? List.of() : List.of(plot);
    }

    /// The base that was picked; the only one where there is just one.
    private @Nullable Base chosen(Actor actor, String base) {
        if (!base.isEmpty()) return bases.find(actor.scope(), Forms.id(base)).orElseThrow(NotFound::new);
        var all = lists.list(actor.scope(), BaseFilter.NONE, 0, 2);
        return all.size() == 1 ? bases.find(actor.scope(), all.getFirst().id()).orElse(null) : null;
    }

    private EntryPage form(
            Actor actor,
            @Nullable Base base,
            String words,
            List<String> plots,
            @Nullable FarmAct corrected,
            Entered entered,
            UUID client) {
        var search = new BaseFilter(null, null, null, null, words.substring(0, Math.min(50, words.length())), false);
        return new EntryPage(
                base == null ? null : fields.ground(base),
                base == null ? lists.list(actor.scope(), search, 0, BASES) : List.of(),
                words,
                plots,
                base == null ? List.of() : ledger.stockAt(base),
                corrected,
                entered,
                client.toString());
    }

    @PostMapping("/production/new")
    @Requires(Verb.RECORD)
    ModelAndView record(
            Actor actor,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "plots", defaultValue = "") List<String> plots,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> uploads)
            throws IOException {
        return keep(actor, typed, plots, uploads, null);
    }

    @GetMapping("/production/{id:\\d{1,18}}/correct")
    @Requires(Verb.RECORD)
    ModelAndView correction(Actor actor, @PathVariable long id) {
        var act = find(actor, id);
        if (!act.current()) return Page.redirect("/production/" + id);
        var base = bases.find(actor.scope(), act.baseId()).orElseThrow(NotFound::new);
        var typed = new HashMap<String, String>();
        typed.put("kind", act.kind().code());
        typed.put("on", act.on().toString());
        typed.put("produce", act.produce());
        typed.put("variety", act.variety());
        typed.put("purpose", act.purpose());
        typed.put("operator", act.operator());
        typed.put("note", act.note());
        if (act.quantityKg() != null)
            typed.put("quantity", act.quantityKg().stripTrailingZeros().toPlainString());
        int line = 0;
        for (var used : act.inputs()) {
            line++;
            typed.put("purchase" + line, used.purchaseId() == null ? "" : String.valueOf(used.purchaseId()));
            typed.put("name" + line, used.purchaseId() == null ? used.name() : "");
            typed.put("inputKind" + line, used.kind().code());
            typed.put("registration" + line, Objects.requireNonNullElse(used.registration(), ""));
            typed.put("amount" + line, used.amount().toPlainString());
            typed.put("unit" + line, used.unit());
            typed.put("method" + line, Objects.requireNonNullElse(used.method(), ""));
            typed.put(
                    "stoppedOn" + line,
                    used.stoppedOn() == null ? "" : used.stoppedOn().toString());
        }
        return Page.of(
                "production/entry",
                form(
                        actor,
                        base,
                        "",
                        act.plotIds().stream().map(String::valueOf).toList(),
                        act,
                        new Entered(typed, List.of()),
                        UUID.randomUUID()));
    }

    @PostMapping("/production/{id:\\d{1,18}}/correct")
    @Requires(Verb.RECORD)
    ModelAndView correct(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "plots", defaultValue = "") List<String> plots,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> uploads)
            throws IOException {
        return keep(actor, typed, plots, uploads, find(actor, id));
    }

    private ModelAndView keep(
            Actor actor,
            Map<String, String> typed,
            List<String> plots,
            @Nullable List<MultipartFile> uploads,
            @Nullable FarmAct old)
            throws IOException {
        var base = bases.find(actor.scope(), Forms.id(typed.getOrDefault("base", "")))
                .orElseThrow(NotFound::new);
        var faults = new ArrayList<Refusal>();
        var ids = new ArrayList<Long>(old == null ? List.of() : old.fileIds());
        ids.addAll(Forms.store(
                files,
                actor,
                base.region(),
                base.producerId(),
                uploads == null ? List.of() : uploads,
                "files",
                faults));
        var stock = ledger.stockAt(base);
        var entry =
                Forms.entry(typed, plots, lots(actor, stock, old), ids, old == null ? null : (Long) old.id(), faults);
        var decision = entry == null
                ? Decision.<FarmAct>refused(Refusal.joined(faults))
                : faults.isEmpty() ? log.record(actor, entry) : Decision.<FarmAct>refused(Refusal.joined(faults));
        return switch (decision) {
            case Decision.Done<FarmAct>(var act) -> Page.redirect("/production/" + act.id());
            case Decision.Refused<FarmAct>(var refusal) ->
                Page.again(
                        "production/entry",
                        form(actor, base, "", plots, old, Entered.of(typed, refusal), Forms.key(typed, "clientId")));
        };
    }

    /// The corrected act may have used up a purchase, which is not on the shelves any longer.
    private List<Purchase> lots(Actor actor, List<Purchase> stock, @Nullable FarmAct old) {
        if (old == null) return stock;
        var lots = new ArrayList<>(stock);
        for (var used : old.inputs())
            if (used.purchaseId() != null)
                ledger.find(actor.scope(), used.purchaseId()).ifPresent(lots::add);
        return lots;
    }

    // --- One act

    @GetMapping("/production/{id:\\d{1,18}}")
    ModelAndView act(Actor actor, @PathVariable long id) {
        return Page.of("production/act", page(actor, find(actor, id), Entered.NOTHING, ""));
    }

    @PostMapping("/production/{id:\\d{1,18}}/withdraw")
    @Requires(Verb.RECORD)
    ModelAndView withdraw(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return answer(actor, id, typed, "withdraw", log.withdraw(actor, id, typed.getOrDefault("reason", "")));
    }

    @PostMapping("/production/{id:\\d{1,18}}/prescription")
    @Requires(Verb.RECORD)
    ModelAndView prescribe(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> uploads)
            throws IOException {
        var act = find(actor, id);
        var faults = new ArrayList<Refusal>();
        var ids = Forms.store(
                files, actor, act.region(), act.producerId(), uploads == null ? List.of() : uploads, "file", faults);
        var decision = !faults.isEmpty()
                ? Decision.<FarmAct>refused(Refusal.joined(faults))
                : prescriptions.attach(
                        actor,
                        id,
                        typed.getOrDefault("number", ""),
                        typed.getOrDefault("veterinarian", ""),
                        typed.getOrDefault("prescribedOn", ""),
                        ids.isEmpty() ? null : ids.getFirst());
        return answer(actor, id, typed, "prescription", decision);
    }

    private ModelAndView answer(
            Actor actor, long id, Map<String, String> typed, String form, Decision<FarmAct> decision) {
        return switch (decision) {
            case Decision.Done<FarmAct> _ -> Page.redirect("/production/" + id);
            case Decision.Refused<FarmAct>(var refusal) ->
                Page.again("production/act", page(actor, find(actor, id), Entered.of(typed, refusal), form));
        };
    }

    private ActPage page(Actor actor, FarmAct act, Entered entered, String form) {
        var chain = log.chain(actor.scope(), act);
        return new ActPage(
                act,
                say(act),
                !act.current() ? "plain" : act.warnings().isEmpty() ? "ok" : "warn",
                divisions.path(act.region()),
                chain,
                files.ofMatter(act.fileIds()).values().stream().toList(),
                act.batchId() == null
                        ? null
                        : batches.find(actor.scope(), act.batchId()).orElse(null),
                act.kind() == ActKind.MEDICATE ? prescriptions.of(act).orElse(null) : null,
                journal.of(actor.scope(), FarmLog.SUBJECT, String.valueOf(act.id()), HISTORY),
                actor.may(Verb.RECORD) && act.current(),
                today(),
                entered,
                form);
    }

    private static String say(FarmAct act) {
        if (act.withdrawn() != null) return "这一笔已经撤回，不再算数：" + act.withdrawn() + "。";
        if (act.correctedBy() != null) return "这一笔已经更正，看新的；原来的留在这里。";
        return act.warnings().isEmpty()
                ? "记好了，" + Ui.time(act.receivedAt()) + " 收到。"
                : "记好了，有 " + act.warnings().size() + " 处要注意：" + act.warnings().getFirst();
    }

    private FarmAct find(Actor actor, long id) {
        return log.find(actor.scope(), id).orElseThrow(NotFound::new);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
