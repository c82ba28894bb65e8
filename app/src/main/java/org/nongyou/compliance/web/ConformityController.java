package org.nongyou.compliance.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
import org.nongyou.compliance.MixForm;
import org.nongyou.compliance.Mixing;
import org.nongyou.compliance.Origin;
import org.nongyou.compliance.Stops;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.print.Pdf;
import org.nongyou.print.QrCode;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.web.Entered;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Templates;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// Certificates of an area or a producer, and all that may be done with one.
@Controller
@Requires(Verb.READ)
class ConformityController {

    private static final int LAST_PAGE = 100;
    private static final int HISTORY = 60;
    private static final int STOPS = 100;
    private static final int MONTHS = 6;
    private static final int LINES = 4;

    private final Conformity conformity;
    private final Issuing issuing;
    private final Mixing mixing;
    private final Stops stops;
    private final Producers producers;
    private final Divisions divisions;
    private final Journal journal;
    private final Templates templates;
    private final Pdf pdf;
    private final Clock clock;
    private final String publicAddress;

    ConformityController(
            Conformity conformity,
            Issuing issuing,
            Mixing mixing,
            Stops stops,
            Producers producers,
            Divisions divisions,
            Journal journal,
            Templates templates,
            Pdf pdf,
            Clock clock,
            @Value("${nongyou.public-address:}") String publicAddress) {
        this.conformity = conformity;
        this.issuing = issuing;
        this.mixing = mixing;
        this.stops = stops;
        this.producers = producers;
        this.divisions = divisions;
        this.journal = journal;
        this.templates = templates;
        this.pdf = pdf;
        this.clock = clock;
        this.publicAddress = publicAddress;
    }

    // --- The list

    @GetMapping("/conformity")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var asked = CommitmentFilter.of(query);
        // One month unless another or a search is asked for: one partition.
        var filter = query.containsKey("month") || !asked.words().isEmpty() || actor.isProducer()
                ? asked
                : new CommitmentFilter(
                        asked.region(), YearMonth.from(today()), asked.state(), asked.producerId(), asked.words());
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
                        mayIssue(actor),
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

    private static boolean mayIssue(Actor actor) {
        return actor.isProducer() && actor.may(Verb.CERTIFY);
    }

    // --- Issue

    @GetMapping("/conformity/new")
    ModelAndView fresh(Actor actor, @RequestParam(defaultValue = "") String batch) {
        requireIssue(actor);
        return Page.of("compliance/issue", issue(actor, number(batch), null, null, Entered.NOTHING));
    }

    @PostMapping("/conformity/new")
    ModelAndView issue(Actor actor, @RequestParam MultiValueMap<String, String> form) {
        requireIssue(actor);
        var typed = single(form);
        var batch = number(typed.getOrDefault("batch", ""));
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

    private static void requireIssue(Actor actor) {
        if (!mayIssue(actor)) throw new NotAllowed("合格证是生产主体自己的承诺，用主体自己的账号开具。");
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

    // --- Re-issue after mixing or splitting

    @GetMapping("/conformity/mix")
    ModelAndView mixing(Actor actor) {
        requireIssue(actor);
        return Page.of("compliance/mix", mix(actor, List.of(), Entered.NOTHING));
    }

    @PostMapping("/conformity/mix")
    ModelAndView mixed(Actor actor, @RequestParam MultiValueMap<String, String> form) {
        requireIssue(actor);
        var typed = single(form);
        var lines = new ArrayList<MixForm.MixLine>();
        var codes = form.getOrDefault("sourceCode", List.of());
        var words = form.getOrDefault("sourceWords", List.of());
        var kg = form.getOrDefault("sourceKg", List.of());
        for (int i = 0; i < Math.min(codes.size(), Math.min(words.size(), kg.size())); i++)
            lines.add(new MixForm.MixLine(codes.get(i), words.get(i), kg.get(i)));
        return switch (mixing.mix(
                actor,
                new MixForm(
                        typed.getOrDefault("formId", ""),
                        typed.getOrDefault("product", ""),
                        typed.getOrDefault("kg", ""),
                        typed.getOrDefault("pieceKg", ""),
                        form.getOrDefault("bases", List.of()),
                        lines))) {
            case Decision.Done<Commitment>(var one) -> Page.redirect("/conformity/" + one.code());
            case Decision.Refused<Commitment>(var refusal) ->
                Page.again("compliance/mix", mix(actor, lines, Entered.of(typed, refusal)));
        };
    }

    private ConformityPages.Mix mix(Actor actor, List<MixForm.MixLine> lines, Entered entered) {
        var shown = new ArrayList<>(lines);
        while (shown.size() < Math.max(LINES, lines.size() + 1)) shown.add(new MixForm.MixLine("", "", ""));
        return new ConformityPages.Mix(
                actor.name(),
                entered.refused() ? entered.value("formId") : UUID.randomUUID().toString(),
                shown,
                issuing.promise(Commitment.Style.BUYER),
                entered);
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
        requireIssue(actor);
        var one = find(actor, code);
        return Page.of("compliance/issue", issue(actor, one.batchId(), null, one, Entered.NOTHING));
    }

    @PostMapping("/conformity/{code:[0-9A-Za-z-]{16,19}}/replace")
    ModelAndView replace(Actor actor, @PathVariable String code, @RequestParam MultiValueMap<String, String> form) {
        requireIssue(actor);
        var typed = single(form);
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
        boolean own = mayIssue(actor);
        boolean decides = !actor.isProducer() && actor.may(Verb.DECIDE);
        return new ConformityPages.One(
                one,
                one.batchId() == null ? conformity.sources(one) : List.of(),
                conformity.madeOf(one),
                journal.of(actor.scope(), Issuing.SUBJECT, one.code().value(), HISTORY),
                label(one, drawing(one.seal().address(site()))),
                one.seal().address(site()),
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

    // --- Print

    /// 60×40 and 40×30 are rolls for thermal printers, one label a page; `sheet` is A4 with 3 × 7; `a4` has two halves,
    /// one for the buyer and one to keep.
    @GetMapping("/conformity/{code:[0-9A-Za-z-]{16,19}}/print.pdf")
    void print(
            Actor actor,
            @PathVariable String code,
            @RequestParam(defaultValue = "a4") String size,
            HttpServletResponse response)
            throws IOException {
        var one = find(actor, code);
        var shape = switch (size) {
            case "60x40", "40x30", "sheet" -> size;
            default -> "a4";
        };
        var image = QrCode.denseDataUri(one.seal().address(site()));
        Content qr = output -> output.writeContent("<img alt=\"\" src=\"" + image + "\" />");
        var labels = new ArrayList<ConformityPages.Label>();
        var rest = one.quantityKg();
        var each = one.pieceKg() == null ? one.quantityKg() : one.pieceKg();
        for (int i = 0; i < one.pieces(); i++) {
            var label = label(one, qr);
            var kg = rest.min(each);
            rest = rest.subtract(kg);
            labels.add(new ConformityPages.Label(
                    label.product(),
                    Ui.number(kg.setScale(Math.max(0, kg.stripTrailingZeros().scale()), RoundingMode.HALF_UP)),
                    label.origin(),
                    label.producer(),
                    label.phone(),
                    label.issued(),
                    label.promise(),
                    label.code(),
                    label.bases(),
                    qr,
                    label.demo()));
        }
        var html = templates.text(
                "compliance/print",
                new ConformityPages.Print(
                        one,
                        shape,
                        labels,
                        shape.equals("40x30") ? "40" : "60",
                        shape.equals("40x30") ? "30" : "40",
                        String.join(
                                "、",
                                new TreeSet<>(one.bases())
                                        .stream().map(Basis::title).toList()),
                        one.quantityKg()));
        response.setContentType("application/pdf");
        response.setHeader(
                "Content-Disposition",
                "inline; filename*=UTF-8''"
                        + java.net.URLEncoder.encode("合格证 " + one.code().shown() + ".pdf", UTF_8)
                                .replace("+", "%20"));
        pdf.render(html, response.getOutputStream());
    }

    // --- Stops

    @GetMapping("/conformity/stops")
    ModelAndView stopped(Actor actor) {
        return Page.of(
                "compliance/stops",
                new ConformityPages.Stopped(
                        stops.list(actor.scope(), STOPS), !actor.isProducer() && actor.may(Verb.DECIDE), Map.of()));
    }

    @PostMapping("/conformity/stops")
    @Requires(Verb.DECIDE)
    ModelAndView stop(Actor actor, @RequestParam Map<String, String> typed) {
        var producer = number(typed.getOrDefault("producer", ""));
        if (producer == null) throw new NotFound();
        var reason = typed.getOrDefault("reason", "");
        var done = typed.getOrDefault("do", "").equals("resume")
                ? stops.resume(actor, producer, reason)
                : stops.stop(actor, producer, reason);
        return switch (done) {
            case Decision.Done<Stops.Stop> _ -> Page.redirect("/conformity/stops");
            case Decision.Refused<Stops.Stop>(var refusal) ->
                Page.again(
                        "compliance/stops",
                        new ConformityPages.Stopped(
                                stops.list(actor.scope(), STOPS), true, Map.of(producer, refusal.message())));
        };
    }

    // --- Small things

    private String site() {
        return publicAddress.isBlank()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : publicAddress.replaceAll("/+$", "");
    }

    private static @Nullable Long number(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private static Map<String, String> single(MultiValueMap<String, String> form) {
        var typed = new HashMap<String, String>();
        form.forEach((name, values) -> typed.put(name, String.join(",", values)));
        return typed;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
