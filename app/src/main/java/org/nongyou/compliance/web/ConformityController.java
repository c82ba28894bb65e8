package org.nongyou.compliance.web;

import gg.jte.Content;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.Basis;
import org.nongyou.compliance.CertificateCode;
import org.nongyou.compliance.Commitment;
import org.nongyou.compliance.CommitmentFilter;
import org.nongyou.compliance.Conformity;
import org.nongyou.compliance.GateAnswer;
import org.nongyou.compliance.IssueForm;
import org.nongyou.compliance.Issuing;
import org.nongyou.compliance.Origin;
import org.nongyou.compliance.Stops;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.print.QrCode;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Certificates of an area or a producer, and all that may be done with one.
@Controller
@Requires(Verb.READ)
class ConformityController {

    private static final int LAST_PAGE = 100;
    private static final int HISTORY = 60;
    private static final int MONTHS = 6;

    private final Conformity conformity;
    private final Issuing issuing;
    private final Stops stops;
    private final Producers producers;
    private final Divisions divisions;
    private final Journal journal;
    private final Clock clock;
    private final CodeSite site;

    ConformityController(
            Conformity conformity,
            Issuing issuing,
            Stops stops,
            Producers producers,
            Divisions divisions,
            Journal journal,
            Clock clock,
            CodeSite site) {
        this.conformity = conformity;
        this.issuing = issuing;
        this.stops = stops;
        this.producers = producers;
        this.divisions = divisions;
        this.journal = journal;
        this.clock = clock;
        this.site = site;
    }

    // --- The list

    @GetMapping("/conformity")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var asked = CommitmentFilter.of(query);
        // One month unless another or a search is asked for: one partition.
        var filter = query.containsKey("month")
                        || asked.run() != null
                        || !asked.words().isEmpty()
                        || actor.isProducer()
                ? asked
                : new CommitmentFilter(
                        asked.region(),
                        YearMonth.from(today()),
                        asked.state(),
                        asked.producerId(),
                        null,
                        asked.words());
        var text = query.getOrDefault("page", "1");
        int page = text.matches("\\d{1,4}") ? Math.clamp(Integer.parseInt(text), 1, LAST_PAGE) : 1;
        var scope = actor.scope();
        var rows = conformity.list(scope, filter, (page - 1) * Conformity.PAGE, Conformity.PAGE);
        int total = conformity.total(scope, filter);
        var address = filter.address("/conformity").with("month", filter.month() == null ? "" : filter.month());
        return Page.of(
                "compliance/conformity",
                new ConformityPages.Listed(
                        say(filter, total),
                        filter,
                        rows,
                        RegionChips.of(
                                divisions,
                                scope,
                                filter.region(),
                                conformity.countsByCounty(scope, filter.in(null)),
                                code -> address.with("region", code).toString()),
                        months(filter),
                        total,
                        page,
                        address,
                        ConformityForms.mayIssue(actor),
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    private static String say(CommitmentFilter filter, int total) {
        var when = filter.month() == null
                ? ""
                : filter.month().getYear() + "年" + filter.month().getMonthValue() + "月";
        var many = Ui.number(total) + (total >= Conformity.COUNTED ? " 张以上" : " 张");
        if (total == 0) return (when.isEmpty() ? "" : when) + (filter.narrowed() ? "没有符合条件的合格证。" : "还没有开过合格证。");
        return when + (filter.state() == null ? "开了合格证 " : filter.state().title() + "的合格证 ") + many + "。";
    }

    private List<ConformityPages.Chip> months(CommitmentFilter filter) {
        var chips = new ArrayList<ConformityPages.Chip>();
        var now = YearMonth.from(today());
        for (int back = 0; back < MONTHS; back++) {
            var month = now.minusMonths(back);
            chips.add(new ConformityPages.Chip(
                    month.getMonthValue() + "月",
                    filter.address("/conformity").with("month", month).toString(),
                    month.equals(filter.month())));
        }
        chips.add(new ConformityPages.Chip("全部", "/conformity?month=all", filter.month() == null));
        return chips;
    }

    // --- Issue

    @GetMapping("/conformity/new")
    ModelAndView fresh(Actor actor, @RequestParam(defaultValue = "") String batch) {
        ConformityForms.requireIssue(actor);
        return Page.of("compliance/issue", issue(actor, ConformityForms.number(batch), null, null, Entered.NOTHING));
    }

    @PostMapping("/conformity/new")
    ModelAndView issue(Actor actor, @RequestParam MultiValueMap<String, String> form) {
        ConformityForms.requireIssue(actor);
        var typed = ConformityForms.single(form);
        var batch = ConformityForms.number(typed.getOrDefault("batch", ""));
        if (batch == null)
            return Page.again(
                    "compliance/issue",
                    issue(actor, null, null, null, Entered.of(typed, Refusal.of("compliance.form"))));
        return switch (issuing.issue(actor, read(typed, batch, form))) {
            case Decision.Done<Commitment>(var one) -> Page.redirect("/conformity/" + one.code());
            case Decision.Refused<Commitment>(var refusal) ->
                Page.again("compliance/issue", issue(actor, batch, form, null, Entered.of(typed, refusal)));
        };
    }

    private static IssueForm read(Map<String, String> typed, long batch, MultiValueMap<String, String> form) {
        return new IssueForm(
                typed.getOrDefault("formId", ""),
                batch,
                typed.getOrDefault("kg", ""),
                typed.getOrDefault("pieceKg", ""),
                form.getOrDefault("bases", List.of()),
                typed.getOrDefault("form", ""),
                typed.getOrDefault("paperNumber", ""));
    }

    private ConformityPages.Issue issue(
            Actor actor,
            @Nullable Long batch,
            @Nullable MultiValueMap<String, String> form,
            @Nullable Commitment replaced,
            Entered entered) {
        var open = issuing.open(actor);
        var producer = producers
                .find(actor.scope(), Objects.requireNonNull(actor.producerId()))
                .orElseThrow(NotFound::new);
        GateAnswer chosen = null;
        if (batch != null) {
            var bases = form == null ? null : chosen(form);
            var kg = form == null ? null : kg(entered.value("kg"));
            chosen = issuing.judge(actor, batch, kg, bases).orElseThrow(NotFound::new);
        } else if (!open.isEmpty())
            chosen = open.stream().filter(GateAnswer::allowed).findFirst().orElse(open.getFirst());
        return new ConformityPages.Issue(
                producer.name(),
                conformity.thisYear(actor.scope(), producer.id()),
                open,
                chosen,
                clock.instant(),
                entered.refused() ? entered.value("formId") : UUID.randomUUID().toString(),
                replaced == null ? "/conformity/new" : "/conformity/" + replaced.code() + "/replace",
                chosen == null ? null : preview(chosen, producer.name(), producer.phone(), actor.demo()),
                replaced,
                entered);
    }

    private static Set<Basis> chosen(MultiValueMap<String, String> form) {
        var bases = EnumSet.noneOf(Basis.class);
        for (var one : form.getOrDefault("bases", List.of())) Basis.ofCode(one).ifPresent(bases::add);
        return bases;
    }

    private static @Nullable BigDecimal kg(String typed) {
        return typed.matches("\\d{1,8}(\\.\\d{1,3})?") ? new BigDecimal(typed) : null;
    }

    private ConformityPages.Label preview(GateAnswer answer, String producer, String phone, boolean demo) {
        return new ConformityPages.Label(
                answer.batch().produce(),
                "",
                Origin.of(divisions, answer.batch().region()),
                List.of(producer),
                phone,
                today().toString(),
                String.join("；", issuing.promise(Commitment.Style.PRODUCER)),
                "开具后生成",
                EnumSet.of(Basis.CONTROL),
                drawing("样子，不能扫"),
                demo);
    }

    private static Content drawing(String text) {
        var svg = QrCode.denseSvg(text);
        return output -> output.writeContent(svg);
    }

    // --- One

    @GetMapping("/conformity/{code:[0-9A-Za-z-]{16,19}}")
    ModelAndView show(Actor actor, @PathVariable String code) {
        return Page.of("compliance/one", one(actor, find(actor, code), Entered.NOTHING));
    }

    @PostMapping("/conformity/{code:[0-9A-Za-z-]{16,19}}/void")
    ModelAndView end(Actor actor, @PathVariable String code, @RequestParam Map<String, String> typed) {
        var one = find(actor, code);
        return switch (issuing.end(actor, one.code(), typed.getOrDefault("reason", ""))) {
            case Decision.Done<Commitment> _ -> Page.redirect("/conformity/" + one.code());
            case Decision.Refused<Commitment>(var refusal) ->
                Page.again("compliance/one", one(actor, one, Entered.of(typed, refusal)));
        };
    }

    @GetMapping("/conformity/{code:[0-9A-Za-z-]{16,19}}/replace")
    ModelAndView replacement(Actor actor, @PathVariable String code) {
        ConformityForms.requireIssue(actor);
        var one = find(actor, code);
        return Page.of("compliance/issue", issue(actor, one.batchId(), null, one, Entered.NOTHING));
    }

    @PostMapping("/conformity/{code:[0-9A-Za-z-]{16,19}}/replace")
    ModelAndView replace(Actor actor, @PathVariable String code, @RequestParam MultiValueMap<String, String> form) {
        ConformityForms.requireIssue(actor);
        var typed = ConformityForms.single(form);
        var one = find(actor, code);
        var batch = one.batchId();
        return switch (issuing.replace(
                actor, one.code(), read(typed, batch == null ? 0 : batch, form), typed.getOrDefault("reason", ""))) {
            case Decision.Done<Commitment>(var fresh) -> Page.redirect("/conformity/" + fresh.code());
            case Decision.Refused<Commitment>(var refusal) ->
                Page.again("compliance/issue", issue(actor, batch, form, one, Entered.of(typed, refusal)));
        };
    }

    private Commitment find(Actor actor, String code) {
        return CertificateCode.parse(code)
                .flatMap(read -> conformity.find(actor.scope(), read))
                .orElseThrow(NotFound::new);
    }

    private ConformityPages.One one(Actor actor, Commitment one, Entered entered) {
        boolean own = ConformityForms.mayIssue(actor);
        boolean decides = !actor.isProducer() && actor.may(Verb.DECIDE);
        return new ConformityPages.One(
                one,
                one.batchId() == null ? conformity.sources(one) : List.of(),
                conformity.madeOf(one),
                journal.of(actor.scope(), Issuing.SUBJECT, one.code().value(), HISTORY),
                label(one, drawing(one.seal().address(site.address()))),
                one.seal().address(site.address()),
                one.valid() && (own || decides),
                one.valid() && own && one.batchId() != null,
                decides,
                decides ? stops.current(actor.scope(), one.producerId()).orElse(null) : null,
                entered);
    }

    private static ConformityPages.Label label(Commitment one, Content qr) {
        var each = one.pieceKg() == null ? one.quantityKg() : one.pieceKg();
        return new ConformityPages.Label(
                one.product(),
                Ui.number(each),
                one.origin(),
                List.of(one.producerName()),
                one.phone(),
                one.issuedOn().toString(),
                String.join("；", one.promise()),
                one.code().shown(),
                one.bases(),
                qr,
                one.demo());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
