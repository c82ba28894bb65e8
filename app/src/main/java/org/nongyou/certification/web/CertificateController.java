package org.nongyou.certification.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.certification.AfterChecks;
import org.nongyou.certification.Amendments;
import org.nongyou.certification.Certificate;
import org.nongyou.certification.CertificateFilter;
import org.nongyou.certification.CertificateForm;
import org.nongyou.certification.CertificateLists;
import org.nongyou.certification.CertificateState;
import org.nongyou.certification.Certificates;
import org.nongyou.certification.MarkUses;
import org.nongyou.certification.Stops;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerLists;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Entered;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The list of certificates, and one with all that may be done with it.
@Controller
@Requires(Verb.READ)
class CertificateController {

    private static final int LAST_PAGE = 100;
    private static final int HISTORY = 60;
    private static final int CANDIDATES = 20;
    private static final int BASES = 100;

    private final Certificates certificates;
    private final Amendments amendments;
    private final Stops stops;
    private final CertificateLists lists;
    private final MarkUses marks;
    private final AfterChecks checks;
    private final Producers producers;
    private final ProducerLists candidates;
    private final BaseLists bases;
    private final Divisions divisions;
    private final Journal journal;
    private final Clock clock;

    CertificateController(
            Certificates certificates,
            Amendments amendments,
            Stops stops,
            CertificateLists lists,
            MarkUses marks,
            AfterChecks checks,
            Producers producers,
            ProducerLists candidates,
            BaseLists bases,
            Divisions divisions,
            Journal journal,
            Clock clock) {
        this.certificates = certificates;
        this.amendments = amendments;
        this.stops = stops;
        this.lists = lists;
        this.marks = marks;
        this.checks = checks;
        this.producers = producers;
        this.candidates = candidates;
        this.bases = bases;
        this.divisions = divisions;
        this.journal = journal;
        this.clock = clock;
    }

    // --- The list

    @GetMapping("/certificates")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var filter = CertificateFilter.of(query);
        var scope = actor.scope();
        var text = query.getOrDefault("page", "1");
        int page = text.matches("\\d{1,4}") ? Math.clamp(Integer.parseInt(text), 1, LAST_PAGE) : 1;
        var rows = lists.list(scope, filter, (page - 1) * CertificateLists.PAGE, CertificateLists.PAGE);
        var total = lists.total(scope, filter);
        var desk = lists.desk(scope.narrowedTo(filter.region()));
        var address = filter.address("/certificates");
        return Page.of(
                "certification/certificates",
                new CertificateListPage(
                        say(filter, total, desk),
                        desk.expired() > 0 || desk.late() > 0
                                ? "bad"
                                : desk.due() > 0 || desk.mend() > 0 ? "warn" : "info",
                        filter,
                        rows,
                        places(rows),
                        RegionChips.of(
                                divisions,
                                scope,
                                filter.region(),
                                lists.countsByCounty(scope, filter.in(null)),
                                code -> address.with("region", code).toString()),
                        total,
                        desk,
                        page,
                        address,
                        today(),
                        mayRecord(actor),
                        mayRecord(actor) && actor.may(Verb.EXCHANGE),
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    private static String say(CertificateFilter filter, CertificateLists.Total total, CertificateLists.Desk desk) {
        var found = total.certificates() == 0
                ? filter.narrowed() ? "没有符合条件的证书。" : "台账里还没有证书。"
                : (filter.narrowed() ? "符合条件的证书 " : "台账里有证书 ")
                        + Ui.number(total.certificates())
                        + (total.capped() ? " 张以上" : " 张")
                        + "，产品 "
                        + Ui.number(total.products())
                        + " 个。";
        if (filter.narrowed()) return found;
        return found
                + (desk.due() > 0 ? Ui.number(desk.due()) + " 张该续展，" : "")
                + (desk.expired() > 0 ? Ui.number(desk.expired()) + " 张一年内过期没有续，" : "")
                + (desk.mend() > 0 ? Ui.number(desk.mend()) + " 张检查后还没改好，" : "")
                + (desk.due() + desk.expired() + desk.mend() > 0 ? "先办这些。" : "");
    }

    private Map<String, String> places(List<Certificate> rows) {
        var places = new HashMap<String, String>();
        for (var one : rows) places.computeIfAbsent(one.region().value(), code -> divisions.path(new RegionCode(code)));
        return places;
    }

    private static boolean mayRecord(Actor actor) {
        return actor.may(Verb.REGISTER) && !actor.isProducer();
    }

    // --- Recording and correcting

    @GetMapping("/certificates/new")
    ModelAndView fresh(
            Actor actor,
            @RequestParam(defaultValue = "") String producer,
            @RequestParam(defaultValue = "") String words) {
        requireRecord(actor);
        return Page.of(
                "certification/form",
                form(actor, null, Map.of("producerId", producer), List.of(), words, Entered.NOTHING));
    }

    @PostMapping("/certificates/new")
    ModelAndView record(
            Actor actor,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "baseIds", defaultValue = "") List<String> baseIds) {
        requireRecord(actor);
        return switch (certificates.record(actor, read(typed, baseIds))) {
            case Decision.Done<Certificate>(var done) -> Page.redirect("/certificates/" + done.id());
            case Decision.Refused<Certificate>(var refusal) ->
                Page.again("certification/form", form(actor, null, typed, baseIds, "", Entered.of(typed, refusal)));
        };
    }

    @GetMapping("/certificates/{id:\\d{1,18}}/correct")
    ModelAndView correction(Actor actor, @PathVariable long id) {
        requireRecord(actor);
        var one = find(actor, id);
        var period = certificates.periods(one).getFirst();
        var typed = new HashMap<String, String>();
        typed.put("number", one.number());
        typed.put("producerId", Long.toString(one.producerId()));
        typed.put("products", Ui.join(one.products()));
        typed.put("areaMu", CertificatePage.number(one.areaMu()));
        typed.put("outputTonnes", CertificatePage.number(one.outputTonnes()));
        typed.put("certifier", one.certifier());
        typed.put("issuedOn", one.issuedOn().toString());
        typed.put("validFrom", period.validFrom().toString());
        typed.put("validTo", one.validTo() == null ? "" : one.validTo().toString());
        typed.put(
                "conversionFrom",
                one.conversionFrom() == null ? "" : one.conversionFrom().toString());
        typed.put(
                "conversionMonths",
                one.conversionMonths() == null ? "" : one.conversionMonths().toString());
        typed.put("note", one.note());
        typed.put("revision", Integer.toString(one.revision()));
        var covered =
                certificates.bases(one).keySet().stream().map(String::valueOf).toList();
        return Page.of("certification/form", form(actor, one, typed, covered, "", new Entered(typed, List.of())));
    }

    @PostMapping("/certificates/{id:\\d{1,18}}/correct")
    ModelAndView correct(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "baseIds", defaultValue = "") List<String> baseIds) {
        requireRecord(actor);
        return switch (amendments.correct(
                actor, id, revision(typed), read(typed, baseIds), typed.getOrDefault("reason", ""))) {
            case Decision.Done<Certificate>(var done) -> Page.redirect("/certificates/" + done.id());
            case Decision.Refused<Certificate>(var refusal) ->
                Page.again(
                        "certification/form",
                        form(actor, find(actor, id), typed, baseIds, "", Entered.of(typed, refusal)));
        };
    }

    private CertificateFormPage form(
            Actor actor,
            @Nullable Certificate one,
            Map<String, String> typed,
            List<String> covered,
            String words,
            Entered entered) {
        var id = typed.getOrDefault("producerId", "");
        var holder = id.matches("\\d{1,15}")
                ? producers.find(actor.scope(), Long.parseLong(id)).orElse(null)
                : null;
        var search = words.strip();
        List<Producer> found = holder != null || search.isEmpty()
                ? List.of()
                : candidates.list(actor.scope(), new ProducerFilter(null, null, search, false), 0, CANDIDATES);
        var own = new HashMap<Long, CertificateFormPage.Option>();
        if (holder != null)
            for (var base : bases.list(actor.scope(), ofProducer(holder.id()), 0, BASES))
                own.put(
                        base.id(),
                        new CertificateFormPage.Option(
                                Long.toString(base.id()), base.name() + "，" + Ui.mu(base.areaMu()) + " 亩"));
        // A certificate of an association may cover bases of others: what is ticked stays in sight.
        if (one != null)
            certificates
                    .bases(one)
                    .forEach((base, name) ->
                            own.putIfAbsent(base, new CertificateFormPage.Option(Long.toString(base), name)));
        return new CertificateFormPage(
                one,
                holder,
                search,
                found,
                own.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList(),
                new HashSet<>(covered),
                entered);
    }

    private static BaseFilter ofProducer(long id) {
        return new BaseFilter(null, null, null, id, "", false);
    }

    private static CertificateForm read(Map<String, String> typed, List<String> baseIds) {
        Function<String, String> field = name -> typed.getOrDefault(name, "");
        return new CertificateForm(
                field.apply("kind"),
                field.apply("number"),
                field.apply("producerId"),
                baseIds,
                field.apply("products"),
                field.apply("areaMu"),
                field.apply("outputTonnes"),
                field.apply("certifier"),
                field.apply("issuedOn"),
                field.apply("validFrom"),
                field.apply("validTo"),
                field.apply("conversionFrom"),
                field.apply("conversionMonths"),
                field.apply("note"));
    }

    private static void requireRecord(Actor actor) {
        if (!mayRecord(actor)) throw new NotAllowed("证书由农业农村部门经办或乡镇监管员登记。");
    }

    // --- One certificate

    @GetMapping("/certificates/{id:\\d{1,18}}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("certification/certificate", page(actor, find(actor, id), Entered.NOTHING, ""));
    }

    @PostMapping("/certificates/{id:\\d{1,18}}/renew")
    @Requires(Verb.REGISTER)
    ModelAndView renew(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        Function<String, String> field = name -> typed.getOrDefault(name, "");
        return answer(
                actor,
                id,
                typed,
                "renew",
                amendments.renew(
                        actor,
                        id,
                        revision(typed),
                        new Amendments.Renewal(
                                field.apply("number"),
                                field.apply("issuedOn"),
                                field.apply("validFrom"),
                                field.apply("validTo"),
                                field.apply("products"),
                                field.apply("areaMu"),
                                field.apply("outputTonnes"))));
    }

    /// Suspension, or its end.
    @PostMapping("/certificates/{id:\\d{1,18}}/stop")
    @Requires(Verb.DECIDE)
    ModelAndView stop(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "do", defaultValue = "suspend") String act) {
        var on = typed.getOrDefault("on", "");
        var reason = typed.getOrDefault("reason", "");
        return answer(
                actor,
                id,
                typed,
                "stop",
                act.equals("resume")
                        ? stops.resume(actor, id, revision(typed), on, reason)
                        : stops.suspend(actor, id, revision(typed), on, reason));
    }

    @PostMapping("/certificates/{id:\\d{1,18}}/withdraw")
    @Requires(Verb.DECIDE)
    ModelAndView withdraw(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return answer(
                actor,
                id,
                typed,
                "withdraw",
                stops.withdraw(
                        actor, id, revision(typed), typed.getOrDefault("on", ""), typed.getOrDefault("reason", "")));
    }

    @PostMapping("/certificates/{id:\\d{1,18}}/marks")
    @Requires(Verb.REGISTER)
    ModelAndView allow(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        Function<String, String> field = name -> typed.getOrDefault(name, "");
        return answer(
                actor,
                id,
                typed,
                "mark",
                marks.allow(
                        actor,
                        id,
                        new MarkUses.NewUse(
                                field.apply("user"),
                                field.apply("products"),
                                field.apply("agreement"),
                                field.apply("fromOn"),
                                field.apply("toOn"),
                                field.apply("tonnesAYear"),
                                key(typed))));
    }

    @PostMapping("/certificates/{id:\\d{1,18}}/marks/{use:\\d{1,18}}/end")
    @Requires(Verb.REGISTER)
    ModelAndView endMark(
            Actor actor, @PathVariable long id, @PathVariable long use, @RequestParam Map<String, String> typed) {
        return answer(
                actor,
                id,
                typed,
                "end-" + use,
                marks.end(actor, id, use, typed.getOrDefault("endOn", ""), typed.getOrDefault("endReason", "")));
    }

    @PostMapping("/certificates/{id:\\d{1,18}}/sales")
    @Requires(Verb.REGISTER)
    ModelAndView sell(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        Function<String, String> field = name -> typed.getOrDefault(name, "");
        return answer(
                actor,
                id,
                typed,
                "sale",
                marks.sell(
                        actor,
                        id,
                        new MarkUses.NewSale(
                                field.apply("use"),
                                field.apply("quarter"),
                                field.apply("tonnes"),
                                field.apply("yuan"),
                                field.apply("marks"),
                                field.apply("reason"))));
    }

    @PostMapping("/certificates/{id:\\d{1,18}}/checks")
    @Requires(Verb.DECIDE)
    ModelAndView check(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        Function<String, String> field = name -> typed.getOrDefault(name, "");
        return answer(
                actor,
                id,
                typed,
                "check",
                checks.record(
                        actor,
                        id,
                        new AfterChecks.NewCheck(
                                field.apply("checkedOn"),
                                field.apply("inspectors"),
                                field.apply("findings"),
                                field.apply("result"),
                                field.apply("markMisuse").equals("yes"),
                                field.apply("mendBy"),
                                key(typed))));
    }

    /// What follows a check: mended, told to the certifier, answered by it.
    @PostMapping("/certificates/{id:\\d{1,18}}/checks/{check:\\d{1,18}}")
    @Requires(Verb.DECIDE)
    ModelAndView after(
            Actor actor,
            @PathVariable long id,
            @PathVariable long check,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "do", defaultValue = "") String act) {
        var on = typed.getOrDefault("on", "");
        var words = typed.getOrDefault("words", "");
        var decision = switch (act) {
            case "mended" -> checks.mended(actor, id, check, revision(typed), on, words);
            case "tell" -> checks.tell(actor, id, check, revision(typed), on, words);
            case "answer" -> checks.answered(actor, id, check, revision(typed), on, words);
            default -> throw new NotFound();
        };
        return answer(actor, id, typed, "act-" + check, decision);
    }

    private ModelAndView answer(Actor actor, long id, Map<String, String> typed, String form, Decision<?> decision) {
        return switch (decision) {
            case Decision.Done<?> _ -> Page.redirect("/certificates/" + id);
            case Decision.Refused<?>(Refusal refusal) ->
                Page.again("certification/certificate", page(actor, find(actor, id), Entered.of(typed, refusal), form));
        };
    }

    private Certificate find(Actor actor, long id) {
        return certificates.find(actor.scope(), id).orElseThrow(NotFound::new);
    }

    private static int revision(Map<String, String> typed) {
        var text = typed.getOrDefault("revision", "");
        return text.matches("\\d{1,8}") ? Integer.parseInt(text) : 0;
    }

    private static String key(Map<String, String> typed) {
        var key = typed.getOrDefault("formKey", "");
        return key.matches("[0-9a-f-]{36}") ? key : UUID.randomUUID().toString();
    }

    private CertificatePage page(Actor actor, Certificate one, Entered entered, String form) {
        var today = today();
        var found = checks.of(one);
        var state = one.state(today);
        long mend = found.stream().filter(check -> check.toMend()).count();
        boolean late = found.stream().anyMatch(check -> check.late(today));
        return new CertificatePage(
                one,
                divisions.path(one.region()),
                say(one, state, today, mend, late),
                late
                        ? "bad"
                        : mend > 0 && state.inForce()
                                ? "warn"
                                : state == CertificateState.WITHDRAWN ? "plain" : state.tone(),
                today,
                certificates.bases(one),
                certificates.findings(one),
                certificates.periods(one),
                certificates.suspensions(one),
                marks.of(one),
                marks.sales(one),
                marks.soldIn(one, today.getYear()),
                found,
                journal.of(actor.scope(), Certificates.SUBJECT, String.valueOf(one.id()), HISTORY),
                mayRecord(actor) && one.withdrawnOn() == null,
                actor.may(Verb.DECIDE) && actor.office() != null && one.withdrawnOn() == null,
                entered,
                form,
                UUID.randomUUID().toString());
    }

    private static String say(Certificate one, CertificateState state, LocalDate today, long mend, boolean late) {
        var left = one.daysLeft(today);
        var first = switch (state) {
            case VALID -> left == null ? "有效，长期。" : "有效，到 " + one.until() + "，还有 " + Ui.number(left) + " 天。";
            case CONVERSION -> one.stateTitle(today) + "，证书到 " + one.until() + "。产品按常规产品卖，不能用有机标志。";
            case RENEWAL_DUE -> "该续展了：到 " + one.until() + "，还有 " + Ui.number(left == null ? 0 : left) + " 天。";
            case LATER -> "还没到有效期，" + one.validFrom() + " 起有效。";
            case EXPIRED -> "过期 " + Ui.number(left == null ? 0 : -left) + " 天，标志不能再用。续了就登记，不续就撤销。";
            case SUSPENDED -> "从 " + one.suspendedOn() + " 起暂停，标志不能用。改好以后恢复。";
            case WITHDRAWN -> "从 " + one.withdrawnOn() + " 起撤销。";
        };
        return first + (late ? "检查发现的问题过了整改期限。" : mend > 0 ? "检查发现的问题还没改好。" : "");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
