package org.nongyou.demo;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.BaseForm;
import org.nongyou.base.BaseForm.CertificateForm;
import org.nongyou.base.BaseForm.PlotForm;
import org.nongyou.base.Bases;
import org.nongyou.demo.DemoPeople.Staff;
import org.nongyou.demo.DemoPlan.Fate;
import org.nongyou.demo.DemoPlan.Plan;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Level;
import org.nongyou.notice.Notices;
import org.nongyou.notice.Objections;
import org.nongyou.notice.Workdays;
import org.nongyou.procedure.ActForm;
import org.nongyou.procedure.AnswerForm;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CaseForm;
import org.nongyou.procedure.CasePapers;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.NewCase;
import org.nongyou.procedure.Upload;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Checklist.ChecklistItem;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Stage;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Tells the plan as history: each case goes its way by the same acts that people carry out, on the days on which they
/// would have, by moving the one clock.
@Component
class DemoStory {

    /// What modules tell only of bases that keep their records here: the others' books are looked at on site.
    private static final Set<String> ON_PAPER = Set.of(
            "base.records_complete",
            "site.input_ledger_complete",
            "base.commitment_certificates",
            "base.unpermitted_inputs",
            "site.unpermitted_inputs",
            "base.traceable",
            "site.buffer_zone",
            "site.accepted",
            "site.listed_as_demo",
            "region.production_modes");

    private static final String SCHEME = "shanxi-quality-bases";
    private static final String KIND = "quality-base";
    /// Working days that the demo's provincial office settles; the document names none.
    private static final Map<String, String> DAYS = Map.of(
            "first-review",
            "5",
            "acceptance",
            "20",
            "recheck",
            "10",
            "publicity",
            "7",
            "city-report",
            "10",
            "decision",
            "10");
    /// Classes whose certificate a base must show, and the certificate.
    private static final Map<String, String> CERTIFICATES = Map.of(
            "green-food", "green-food", "organic", "organic", "gi-core", "gi", "famous-special", "famous-special");
    private static final Map<String, String> CROPS =
            Map.of("晋粮", "grain", "晋菜", "vegetable", "晋果", "fruit", "晋药", "herb", "晋酿", "grain", "晋肉", "livestock");

    private final Schemes schemes;
    private final Divisions divisions;
    private final Producers producers;
    private final Bases bases;
    private final Cases cases;
    private final CasePapers papers;
    private final Notices notices;
    private final Objections objections;
    private final Workdays workdays;
    private final DemoPeople people;
    private final DemoFiles files;
    private final DemoAfterwards afterwards;
    private final Clocks.Movable clock;
    private final Set<String> supplied = new HashSet<>();

    DemoStory(
            Schemes schemes,
            Divisions divisions,
            Producers producers,
            Bases bases,
            Cases cases,
            CasePapers papers,
            Notices notices,
            Objections objections,
            Workdays workdays,
            DemoPeople people,
            DemoFiles files,
            DemoAfterwards afterwards,
            List<FactSource> sources,
            Clocks.Movable clock) {
        this.schemes = schemes;
        this.divisions = divisions;
        this.producers = producers;
        this.bases = bases;
        this.cases = cases;
        this.papers = papers;
        this.notices = notices;
        this.objections = objections;
        this.workdays = workdays;
        this.people = people;
        this.files = files;
        this.afterwards = afterwards;
        this.clock = clock;
        sources.forEach(source -> supplied.addAll(source.supplies()));
        supplied.removeAll(ON_PAPER);
    }

    void tell(Staff staff) {
        var scheme = schemes.current(SCHEME).orElseThrow();
        var today = LocalDate.now(Ui.ZONE);
        var random = new SplittableRandom(77);
        try {
            at(today.minusDays(1_700), 10);
            settle(scheme, staff.province());
            afterwards.takeOverLists(staff.province());
            int number = 1;
            for (var plan : DemoPlan.of(divisions.within(DemoPeople.PROVINCE, Level.COUNTY))) {
                new Tale(scheme, staff, plan, today, random.split()).tell(number++);
            }
            at(today, 8);
            afterwards.reportFigures(staff, today);
        } finally {
            clock.release();
        }
    }

    /// What the document leaves open is settled on record, else nothing could be listed.
    private void settle(Scheme scheme, Actor province) {
        for (var doubt : scheme.doubts()) {
            var days = DAYS.get(stageOf(doubt.path()));
            if (doubt.settles() == Doubt.Settles.READING) {
                schemes.settle(province, scheme.ref(), doubt.path(), null, "同意按现在的读法办理（演示）", "演示文件")
                        .orElseThrow();
            } else if (doubt.settles() == Doubt.Settles.DAYS && days != null) {
                schemes.settle(province, scheme.ref(), doubt.path(), days, days + " 个工作日（演示）", "演示文件")
                        .orElseThrow();
            }
        }
    }

    /// `acceptance` of `procedures.provincial-base.stages.acceptance.days`.
    private static String stageOf(String path) {
        var parts = path.split("\\.");
        for (int i = 0; i + 1 < parts.length; i++) if (parts[i].equals("stages")) return parts[i + 1];
        return "";
    }

    private void at(LocalDate day, int hour) {
        clock.setPast(day.atTime(LocalTime.of(hour, 20)).atZone(Ui.ZONE).toInstant());
    }

    /// The grower who signs in.
    private record Farmer(Producer producer, Actor actor) {}

    private @Nullable Farmer farmer;

    /// One base and its cases.
    private final class Tale {

        private final Scheme scheme;
        private final Staff staff;
        private final Plan plan;
        private final LocalDate today;
        private final SplittableRandom random;
        private LocalDate day;

        Tale(Scheme scheme, Staff staff, Plan plan, LocalDate today, SplittableRandom random) {
            this.scheme = scheme;
            this.staff = staff;
            this.plan = plan;
            this.today = today;
            this.random = random;
            this.day = today.minusDays(plan.fate() == Fate.NATIONAL ? 400 + plan.startDay() : plan.startDay());
        }

        void tell(int number) {
            now(9);
            var county = staff.county(plan.county().code());
            boolean known = plan.county().code().equals(DemoPeople.COUNTY) && plan.slot() == 0;
            boolean own = plan.fate() == Fate.OWN_DRAFT || plan.fate() == Fate.SENT_BACK;
            var producer = own ? requireNonNull(farmer).producer() : register(county, number, known);
            if (known) farmer = new Farmer(producer, people.establishProducer(producer.id()));
            var base = lay(county, producer);
            switch (plan.fate()) {
                case ADOPTED -> adopt(base);
                case FREE -> {}
                case OWN_DRAFT -> start(requireNonNull(farmer).actor(), "provincial-base", base);
                case SENT_BACK -> {
                    var actor = requireNonNull(farmer).actor();
                    var one = start(actor, "provincial-base", base);
                    fill(actor, one);
                    attachNeeds(actor, one);
                    one = act(actor, one, Act.SUBMIT, "");
                    pass(1);
                    act(county, one, Act.RETURN, "土地使用证明是复印件，看不清面积，换一份清楚的再报");
                }
                case FIRST_LIST -> afterwards.firstList(staff.province(), scheme, plan, base, day);
                case NATIONAL, RESERVED, RECTIFYING, SUSPENDED -> {
                    afterwards.firstList(staff.province(), scheme, plan, base, day);
                    pass(90);
                    if (plan.fate() == Fate.NATIONAL) promote(base);
                    else afterwards.manage(staff, plan, base, this::setDay);
                }
                case LISTED,
                        DRAFT,
                        FIRST_REVIEW,
                        ACCEPTANCE,
                        RETURNED,
                        RECHECK,
                        PUBLICITY,
                        OBJECTED,
                        REJECTED,
                        WITHDRAWN -> apply(base);
            }
        }

        private Producer register(Actor county, int number, boolean known) {
            var random = this.random.split();
            return producers
                    .register(
                            county,
                            new ProducerForm(
                                    plan.cooperative() || known ? "cooperative" : "enterprise",
                                    known ? "襄垣县禾丰高粱种植专业合作社" : unique(plan.producerName(), number),
                                    DemoNames.creditCode(
                                            plan.county().code().value(), plan.cooperative() || known, number),
                                    "",
                                    plan.county().code().value(),
                                    plan.county().name() + "演示地址",
                                    known ? "秦志强" : DemoNames.person(random),
                                    DemoNames.phone(1000 + number),
                                    List.of(CROPS.get(plan.productClass())),
                                    true,
                                    true))
                    .orElseThrow();
        }

        private static String unique(String name, int number) {
            return number % 7 == 0 ? name.replace("种植", "特色种植") : name;
        }

        private Base lay(Actor county, Producer producer) {
            var point = plan.county();
            var lon = point.longitude() == null ? 112.5 : point.longitude().doubleValue();
            var lat = point.latitude() == null ? 37.5 : point.latitude().doubleValue();
            var place = DemoPlaces.around(lon, lat, plan.slot(), plan.areaMu(), random);
            var towns = divisions.children(point.code()).stream()
                    .filter(one -> one.name().endsWith("镇") || one.name().endsWith("乡"))
                    .toList();
            var town = towns.isEmpty() ? point : towns.get(plan.slot() % towns.size());
            if (point.code().equals(DemoPeople.COUNTY) && plan.slot() == 0)
                town = towns.stream()
                        .filter(one -> one.name().equals("虒亭镇"))
                        .findFirst()
                        .orElse(town);
            var certificate = CERTIFICATES.get(plan.classId());
            var certificates = certificate == null
                    ? List.<CertificateForm>of()
                    : List.of(new CertificateForm(
                            certificate,
                            "",
                            day.minusDays(200).toString(),
                            certificate.equals("gi") || certificate.equals("famous-special")
                                    ? ""
                                    : today.plusDays(120 + random.nextInt(600)).toString(),
                            ""));
            return bases.register(
                            county,
                            new BaseForm(
                                    String.valueOf(producer.id()),
                                    plan.baseName(),
                                    town.code().value(),
                                    town.name() + "演示地址",
                                    plan.product(),
                                    requireNonNull(CROPS.get(plan.productClass())),
                                    sum(place).toPlainString(),
                                    producer.contactName(),
                                    producer.phone(),
                                    "轮作倒茬，色板和性诱剂防虫，增施有机肥。",
                                    "100",
                                    String.valueOf(1 + random.nextInt(3)),
                                    String.valueOf(40 + random.nextInt(400)),
                                    "yes",
                                    day.minusDays(30).toString(),
                                    place.fields().stream()
                                            .map(field -> new PlotForm(
                                                    field.name(),
                                                    "plot",
                                                    field.areaMu().toPlainString(),
                                                    plan.product(),
                                                    field.geoJson()))
                                            .toList(),
                                    certificates))
                    .orElseThrow();
        }

        private static BigDecimal sum(DemoPlaces.Place place) {
            return place.fields().stream().map(DemoPlaces.Field::areaMu).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private void adopt(Base base) {
            var one = start(staff.province(), "national-result", base);
            fill(staff.province(), one);
            attachNeeds(staff.province(), one);
            act(staff.province(), one, Act.ADOPT, "按部级公布的名单直接登记（演示）");
        }

        private void apply(Base base) {
            var county = staff.county(base.region());
            var city = staff.city(base.region());
            var one = start(county, "provincial-base", base);
            fill(county, one);
            if (plan.fate() == Fate.DRAFT) return;
            attachNeeds(county, one);
            one = act(county, one, Act.SUBMIT, "");
            if (plan.fate() == Fate.WITHDRAWN) {
                pass(2);
                one = act(county, one, Act.RETURN, "土地使用证明快到期，续签以后再报");
                act(county, one, Act.WITHDRAW, "今年不报了");
                return;
            }
            if (plan.fate() == Fate.FIRST_REVIEW) return;
            pass(3);
            one = act(county, one, Act.PASS, "材料齐全，按标建设属实，同意上报");
            if (plan.fate() == Fate.ACCEPTANCE) return;
            pass(9);
            if (plan.fate() == Fate.RETURNED) {
                act(city, one, Act.RETURN, "风险管控手册没有上墙，补上照片再报");
                return;
            }
            if (plan.fate() == Fate.REJECTED) {
                act(city, one, Act.REJECT, "现场查看，基地已经改种，不再符合申报的类别");
                return;
            }
            inspect(city, one);
            one = act(city, one, Act.PASS, "现场验收 2 人，必备项全部做到，同意报省厅复核");
            if (plan.fate() == Fate.RECHECK) return;
            pass(6);
            one = act(staff.province(), one, Act.PASS, "复核材料一致，同意公示");
            one = publicise(one);
            if (plan.fate() == Fate.PUBLICITY) return;
            if (plan.fate() == Fate.OBJECTED) {
                pass(2);
                object(one);
                return;
            }
            afterNotice(one);
            act(staff.province(), one, Act.CONCLUDE, "公示期内没有异议，列入目录");
        }

        private void setDay(LocalDate wanted) {
            day = wanted;
            now(10);
        }

        private void promote(Base base) {
            var county = staff.county(base.region());
            pass(150);
            var one = start(county, "national-base", base);
            fill(county, one);
            attachNeeds(county, one);
            one = act(county, one, Act.SUBMIT, "");
            pass(8);
            one = act(staff.city(base.region()), one, Act.PASS, "同意上报");
            pass(12);
            inspect(staff.province(), one);
            one = act(staff.province(), one, Act.PASS, "省级验收合格，报部级复核");
            pass(40);
            attachNeeds(staff.province(), one);
            one = act(staff.province(), one, Act.PASS, "部级复核通过（演示）");
            pass(5);
            act(staff.province(), one, Act.CONCLUDE, "向社会公布");
        }

        private Case start(Actor actor, String procedure, Base base) {
            return cases.start(
                            actor,
                            new NewCase(
                                    scheme.ref(), procedure, KIND, "base", String.valueOf(base.id()), plan.classId()))
                    .orElseThrow();
        }

        private void fill(Actor actor, Case one) {
            var values = new HashMap<String, String>();
            values.put(CaseForm.CLASS, plan.classId());
            values.put(CaseForm.COMMITMENT, "true");
            for (var own : scheme.facts()) {
                var fact = own.definition();
                values.put(
                        CaseForm.FACT + fact.name(),
                        fact.name().equals("base.product_class")
                                ? plan.productClass()
                                : usual(fact.name(), fact.type()));
            }
            papers.saveForm(actor, one.id(), values, Map.of()).orElseThrow();
        }

        private void attachNeeds(Actor actor, Case one) {
            attach(
                    actor,
                    one,
                    stage(one).needs().stream().map(need -> upload(need, "")).toList());
        }

        private void attach(Actor actor, Case one, List<Upload> uploads) {
            papers.attachAll(actor, one.id(), uploads).forEach(Decision::orElseThrow);
        }

        private Upload upload(String title, String item) {
            var made = files.of(title);
            return new Upload(title, item, made.name(), made.stream());
        }

        /// Goes through the checklist on site: what no module can tell yet is stated with a ground, what a person
        /// judges is answered, what is asked for is attached.
        private void inspect(Actor actor, Case one) {
            attachNeeds(actor, one);
            var checklist =
                    scheme.checklist(requireNonNull(stage(one).checklist())).orElseThrow();
            var stated = new TreeSet<String>();
            var answers = new ArrayList<AnswerForm>();
            var uploads = new ArrayList<Upload>();
            for (var item : checklist.items()) {
                if (!applies(item)) continue;
                boolean byHand = item.answered();
                for (var name : factsOf(item)) {
                    if (own(name)) byHand = true;
                    else if (!supplied.contains(name) && isPlatform(name) && stated.add(name))
                        answers.add(new AnswerForm(name, null, usual(name, type(name)), "现场查看台账"));
                }
                if (byHand) answers.add(new AnswerForm(item.id(), true, null, "现场看过"));
                for (var evidence : item.evidence()) uploads.add(upload(evidence, item.id()));
            }
            papers.answerAll(actor, one.id(), answers).orElseThrow();
            attach(actor, one, uploads);
        }

        /// Items of another class than the base's, or of other produce, are left out.
        private boolean applies(ChecklistItem item) {
            var when = item.when();
            if (when == null) return true;
            return when.text().contains("'" + plan.classId() + "'")
                    || when.text().contains("'" + plan.productClass() + "'");
        }

        private List<String> factsOf(ChecklistItem item) {
            var names = new ArrayList<String>();
            if (item.fact() != null) names.addAll(item.fact().facts());
            if (item.when() != null) names.addAll(item.when().facts());
            return names;
        }

        private boolean own(String name) {
            return scheme.facts().stream()
                    .anyMatch(fact -> fact.definition().name().equals(name));
        }

        private boolean isPlatform(String name) {
            return schemes.facts().fact(name).isPresent() && !name.startsWith("listing.");
        }

        private FactType type(String name) {
            return schemes.fact(scheme, name).orElseThrow().type();
        }

        private Case publicise(Case one) {
            return cases.publicise(
                            staff.province(), one.id(), one.revision(), Integer.valueOf(DAYS.get("publicity")), "")
                    .orElseThrow();
        }

        private void object(Case one) {
            var notice =
                    cases.find(staff.province().scope(), one.id()).orElseThrow().noticeId();
            objections
                    .object(requireNonNull(notice), "冯来喜", DemoNames.phone(9_000), "公示的面积和我们看到的地块不一样，请再核实一下（演示）。")
                    .orElseThrow();
        }

        /// The day after the publicity's last one.
        private void afterNotice(Case one) {
            var notice = notices.find(requireNonNull(one.noticeId())).orElseThrow();
            day = requireNonNull(notice.endsOn()).plusDays(1);
            while (!workdays.isWorkday(day)) day = day.plusDays(1);
            now(10);
        }

        private Case act(Actor actor, Case one, Act act, String opinion) {
            return cases.act(actor, one.id(), new ActForm(act, one.revision(), opinion))
                    .orElseThrow();
        }

        private Stage stage(Case one) {
            return scheme.procedure(one.procedureId())
                    .flatMap(all -> all.stage(one.stage()))
                    .orElseThrow();
        }

        /// Some days pass, but never beyond yesterday for a case that is still open.
        private void pass(int days) {
            day = day.plusDays(days + random.nextInt(3));
            if (!day.isBefore(today)) day = today.minusDays(1);
            while (!workdays.isWorkday(day)) day = day.minusDays(1);
            now(9 + random.nextInt(8));
        }

        private void now(int hour) {
            at(day, hour);
        }
    }

    private static String usual(String fact, FactType type) {
        return switch (type) {
            case BOOL -> "true";
            case INT -> fact.endsWith("unpermitted_inputs") || fact.endsWith("incidents") ? "0" : "12";
            case DECIMAL -> "100";
            case MONEY -> "0.00";
            case DATE -> LocalDate.now(Ui.ZONE).plusYears(1).toString();
            case TEXT, CHOICE, CHOICES, INTS -> "1";
        };
    }

    /// For [DemoAfterwards], which moves the same clock.
    static Instant noon(LocalDate day) {
        return day.atTime(12, 0).atZone(Ui.ZONE).toInstant();
    }
}
