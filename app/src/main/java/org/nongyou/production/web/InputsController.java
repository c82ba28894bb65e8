package org.nongyou.production.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.production.InputLedger;
import org.nongyou.production.Movement;
import org.nongyou.production.NewPurchase;
import org.nongyou.production.Purchase;
import org.nongyou.production.PurchaseFilter;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// The ledger of inputs.
@Controller
@Requires(Verb.READ)
class InputsController {

    private static final int HISTORY = 30;
    private static final int CANDIDATES = 20;

    private final InputLedger ledger;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    InputsController(InputLedger ledger, Files files, Journal journal, Clock clock) {
        this.ledger = ledger;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    @GetMapping("/production/inputs")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var filter = PurchaseFilter.of(query);
        int page = Forms.page(query);
        var rows = ledger.list(actor.scope(), filter, (page - 1) * InputLedger.PAGE, InputLedger.PAGE);
        int total = rows.size() < InputLedger.PAGE && page == 1 ? rows.size() : ledger.count(actor.scope(), filter);
        long out = rows.stream().filter(one -> one.packagesOut() > 0).count();
        return Page.of(
                "production/inputs",
                new InputsPage(
                        total == 0
                                ? filter.narrowed() ? "没有符合条件的投入品。" : "台账里还没有投入品。买了就登记，用的时候从这里选。"
                                : "登记采购 " + Ui.number(total) + " 批"
                                        + (out == 0 ? "，包装都交回了。" : "，这一页有 " + out + " 批的空包装还没交回。"),
                        filter,
                        rows,
                        total,
                        page,
                        filter.address("/production/inputs"),
                        !actor.isProducer(),
                        actor.may(Verb.RECORD),
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    @GetMapping("/production/inputs/new")
    @Requires(Verb.RECORD)
    ModelAndView fresh(Actor actor, @RequestParam Map<String, String> query) {
        return Page.of(
                "production/purchase",
                form(
                        actor,
                        query.getOrDefault("producer", ""),
                        query.getOrDefault("q", ""),
                        new Entered(Map.of("boughtOn", today().toString()), List.of()),
                        UUID.randomUUID()));
    }

    private PurchaseFormPage form(Actor actor, String chosen, String words, Entered entered, UUID key) {
        var own = actor.producerId();
        var id = own != null ? own : Forms.id(chosen);
        var producer = id == 0 ? null : ledger.buyer(actor.scope(), id).orElseThrow(NotFound::new);
        var cut = words.substring(0, Math.min(50, words.length()));
        return new PurchaseFormPage(
                producer,
                producer == null ? ledger.buyers(actor.scope(), cut, CANDIDATES) : List.of(),
                words,
                entered,
                key.toString());
    }

    @PostMapping("/production/inputs/new")
    @Requires(Verb.RECORD)
    ModelAndView buy(
            Actor actor,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "voucher", required = false) @Nullable List<MultipartFile> uploads)
            throws IOException {
        var own = actor.producerId();
        var producer = ledger.buyer(actor.scope(), own != null ? own : Forms.id(typed.getOrDefault("producer", "")))
                .orElseThrow(NotFound::new);
        var faults = new ArrayList<Refusal>();
        var ids = Forms.store(
                files,
                actor,
                Forms.place(actor, producer.region()),
                producer.id(),
                uploads == null ? List.of() : uploads,
                "voucher",
                faults);
        var decision = !faults.isEmpty()
                ? Decision.<Purchase>refused(Refusal.joined(faults))
                : ledger.buy(actor, read(typed, producer, ids));
        return switch (decision) {
            case Decision.Done<Purchase>(var one) -> Page.redirect("/production/inputs/" + one.id());
            case Decision.Refused<Purchase>(var refusal) ->
                Page.again(
                        "production/purchase",
                        form(
                                actor,
                                String.valueOf(producer.id()),
                                "",
                                Entered.of(typed, refusal),
                                Forms.key(typed, "formKey")));
        };
    }

    private static NewPurchase read(Map<String, String> typed, Producer producer, List<Long> files) {
        return new NewPurchase(
                Forms.key(typed, "formKey"),
                producer.id(),
                typed.getOrDefault("kind", ""),
                typed.getOrDefault("name", ""),
                typed.getOrDefault("registration", ""),
                typed.getOrDefault("maker", ""),
                typed.getOrDefault("dealer", ""),
                typed.getOrDefault("dealerLicence", ""),
                typed.getOrDefault("boughtOn", ""),
                typed.getOrDefault("quantity", ""),
                typed.getOrDefault("unit", ""),
                typed.getOrDefault("packages", ""),
                typed.getOrDefault("labelDays", ""),
                typed.getOrDefault("note", ""),
                files.isEmpty() ? null : files.getFirst());
    }

    @GetMapping("/production/inputs/{id:\\d{1,18}}")
    ModelAndView one(Actor actor, @PathVariable long id) {
        return Page.of("production/lot", page(actor, id, Entered.NOTHING, UUID.randomUUID()));
    }

    @PostMapping("/production/inputs/{id:\\d{1,18}}/move")
    @Requires(Verb.RECORD)
    ModelAndView move(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        if (ledger.find(actor.scope(), id).isEmpty()) throw new NotFound();
        var kind = Movement.Kind.ofCode(typed.getOrDefault("kind", "")).orElse(null);
        var decision = kind == null
                ? Decision.<Purchase>refused(Refusal.of("production.kind").at("kind"))
                : ledger.move(
                        actor,
                        id,
                        kind,
                        typed.getOrDefault("amount", ""),
                        typed.getOrDefault("on", ""),
                        typed.getOrDefault("note", ""),
                        Forms.key(typed, "formKey"));
        return switch (decision) {
            case Decision.Done<Purchase> _ -> Page.redirect("/production/inputs/" + id);
            case Decision.Refused<Purchase>(var refusal) ->
                Page.again("production/lot", page(actor, id, Entered.of(typed, refusal), Forms.key(typed, "formKey")));
        };
    }

    private PurchasePage page(Actor actor, long id, Entered entered, UUID key) {
        var one = ledger.find(actor.scope(), id).orElseThrow(NotFound::new);
        return new PurchasePage(
                one,
                one.remaining().signum() == 0
                        ? one.packagesOut() > 0 ? "用完了，还有 " + one.packagesOut() + " 个空包装没交回。" : "用完了。"
                        : "还剩 " + Ui.number(one.remaining()) + " " + one.unit()
                                + (one.packagesOut() > 0 ? "，" + one.packagesOut() + " 个包装没交回。" : "。"),
                one.remaining().signum() == 0 && one.packagesOut() > 0 ? "warn" : "info",
                ledger.movements(one),
                one.fileId() == null
                        ? null
                        : files.ofMatter(List.of(one.fileId())).values().stream()
                                .map(StoredFile::name)
                                .findFirst()
                                .orElse(null),
                one.fileId() != null && files.find(actor.scope(), one.fileId()).isPresent(),
                journal.of(actor.scope(), InputLedger.SUBJECT, String.valueOf(id), HISTORY),
                actor.may(Verb.RECORD),
                today(),
                entered,
                key.toString());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
