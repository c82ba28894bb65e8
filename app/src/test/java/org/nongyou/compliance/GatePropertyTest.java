package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.GateAnswer.State;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerKind;
import org.nongyou.production.Batch;
import org.nongyou.production.BatchDossier;
import org.nongyou.production.BatchTest;
import org.nongyou.production.InputUse;
import org.nongyou.production.TestKind;
import org.nongyou.region.RegionCode;
import org.nongyou.standard.Clause;
import org.nongyou.standard.Confidence;
import org.nongyou.standard.InputKind;
import org.nongyou.standard.InputName;
import org.nongyou.standard.Interval;
import org.nongyou.standard.Measure;
import org.nongyou.standard.Produce;
import org.nongyou.standard.Provenance;
import org.nongyou.standard.Restriction;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.WaitRule;

/// The gate against a slow reader of the same law: tables of plain Java, day by day.
@Label("开具关：和一条一条死算的答案一致")
class GatePropertyTest {

    private static final LocalDate START = LocalDate.of(2026, 5, 1);
    private static final Provenance FROM = new Provenance("公告", "https://x.example", Confidence.HIGH, "");
    private static final int DAYS = 60;

    /// What is known of four drugs: banned from a day (or never), days to wait.
    private record Drug(String name, @Nullable LocalDate bannedFrom, boolean bannedHere, int pause) {}

    private record World(RuleBook book, List<Drug> drugs, GateFacts facts) {}

    private static LocalDate day(Random random) {
        return START.plusDays(random.nextInt(DAYS));
    }

    private static World world(Random random) {
        var drugs = new ArrayList<Drug>();
        var restrictions = new ArrayList<Restriction>();
        var intervals = new ArrayList<Interval>();
        var names = new ArrayList<InputName>();
        for (int i = 0; i < 4; i++) {
            var name = "药" + "甲乙丙丁".charAt(i);
            names.add(new InputName(InputKind.PESTICIDE, name, "", "", ""));
            var banned = random.nextInt(4) == 0 ? day(random) : null;
            boolean here = random.nextInt(6) == 0;
            int wait = random.nextInt(3) == 0 ? 0 : random.nextInt(20);
            if (banned != null) restrictions.add(restriction(i, name, Measure.BANNED, List.of(), banned));
            if (here) restrictions.add(restriction(10 + i, name, Measure.BANNED_HERE, List.of("蔬菜"), START));
            if (wait > 0) {
                intervals.add(interval(name, "豇豆", wait));
                // A shorter one of the same crop must not count.
                if (random.nextBoolean()) intervals.add(interval(name, "豇豆", Math.max(1, wait - 3)));
                // Nor one of a wider group.
                if (random.nextBoolean()) intervals.add(interval(name, "蔬菜", wait + 30));
            }
            drugs.add(new Drug(name, banned, here, wait));
        }
        var clauses = new ArrayList<Clause>();
        for (var key : List.of(
                "ban",
                "place",
                "interval",
                "general",
                "withdrawal",
                "residue",
                "certificate-duty",
                "record",
                "unsaleable",
                "retest",
                "certificate-elements",
                "certificate-scope",
                "certificate-coverage")) clauses.add(new Clause(key, "某法", "第一条", "话", START, ""));
        var book = new RuleBook(
                new RuleBook.Release(1, "试", false, "", START),
                new RuleBook.Rows(
                        List.of(
                                new Produce("蔬菜", false, false, "", List.of(), List.of()),
                                new Produce("豇豆", false, true, "", List.of("蔬菜"), List.of())),
                        names,
                        restrictions,
                        intervals,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        clauses));
        var harvested = START.plusDays(20 + random.nextInt(DAYS - 20));
        var uses = new ArrayList<InputUse>();
        for (int i = 0; i < random.nextInt(4); i++) {
            var drug = drugs.get(random.nextInt(4));
            var on = START.plusDays(random.nextInt((int) (harvested.toEpochDay() - START.toEpochDay()) + 1));
            uses.add(new InputUse(
                    i,
                    on,
                    org.nongyou.production.InputKind.PESTICIDE,
                    drug.name(),
                    null,
                    List.of(drug.name()),
                    List.of(),
                    BigDecimal.ONE,
                    "克",
                    random.nextInt(3) == 0 ? on.plusDays(random.nextInt(3)) : null));
        }
        if (random.nextInt(4) == 0)
            uses.add(new InputUse(
                    99,
                    START,
                    org.nongyou.production.InputKind.FERTILISER,
                    "药甲",
                    null,
                    List.of("药甲"),
                    List.of(),
                    BigDecimal.ONE,
                    "公斤",
                    null));
        var tests = new ArrayList<BatchTest>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            var items = new ArrayList<String>();
            for (var drug : drugs) if (random.nextInt(3) > 0) items.add(drug.name());
            Long retestOf = i > 0 && random.nextBoolean() ? (long) random.nextInt(i) : null;
            tests.add(new BatchTest(
                    i,
                    TestKind.values()[random.nextInt(3)],
                    START.plusDays(random.nextInt(DAYS + 10)),
                    random.nextInt(3) > 0,
                    items,
                    "",
                    null,
                    retestOf));
        }
        var quantity = BigDecimal.valueOf(100 + random.nextInt(900));
        var batch = new Batch(
                1,
                "JD-1",
                7,
                "某社",
                3,
                "某基地",
                new RegionCode("140423"),
                random.nextInt(5) == 0 ? "设施豇豆" : "豇豆",
                "",
                harvested,
                quantity,
                random.nextInt(5) == 0 ? quantity : BigDecimal.valueOf(random.nextInt(100)),
                List.of(),
                random.nextInt(10) == 0);
        var dossier = new BatchDossier(
                batch,
                uses,
                tests,
                random.nextInt(6),
                random.nextInt(5) == 0 ? List.of("没写来源") : List.of(),
                random.nextBoolean() ? null : BigDecimal.valueOf(300 + random.nextInt(900)),
                START,
                false);
        var kinds = ProducerKind.values();
        var producer = new Producer(
                7,
                kinds[random.nextInt(kinds.length)],
                "某社",
                null,
                null,
                new RegionCode("140423"),
                "",
                "",
                "",
                List.of(),
                false,
                false,
                random.nextInt(8) > 0,
                null,
                1,
                false,
                Instant.EPOCH,
                Instant.EPOCH);
        Set<Basis> bases = random.nextInt(5) == 0 ? null : Basis.of(random.nextInt(8));
        var rules = new IssueRules(
                Map.of(
                        ProducerKind.ENTERPRISE, Duty.MUST,
                        ProducerKind.COOPERATIVE, Duty.MUST,
                        ProducerKind.HOUSEHOLD, Duty.MAY,
                        ProducerKind.BUYER, Duty.MUST),
                List.of(new IssueRules.ProduceClass("蔬菜", "蔬菜", true)),
                BigDecimal.valueOf(30));
        return new World(
                book,
                drugs,
                new GateFacts(
                        producer,
                        random.nextInt(8) == 0 ? "检查不合格" : null,
                        null,
                        dossier,
                        random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(1200)),
                        bases,
                        START.plusDays(DAYS),
                        book,
                        rules));
    }

    private static Restriction restriction(int id, String name, Measure measure, List<String> places, LocalDate from) {
        return new Restriction(id, InputKind.PESTICIDE, name, measure, "范围", places, from, from.toString(), FROM);
    }

    private static Interval interval(String name, String crop, int days) {
        return new Interval(InputKind.PESTICIDE, "H", name, name, "", crop, "", WaitRule.DAYS, "", days, days, FROM);
    }

    // --- the slow reader

    private static Set<GateRule> broken(World world) {
        var facts = world.facts();
        var dossier = facts.dossier();
        var batch = dossier.batch();
        var broken = EnumSet.noneOf(GateRule.class);
        var may = Set.of("企业", "农民专业合作社", "农户", "收购商");
        if (!facts.producer().active()
                || facts.stopped() != null
                || !may.contains(facts.producer().kind().title())) broken.add(GateRule.SUBJECT);
        if (dossier.records() == 0 || !dossier.missing().isEmpty()) broken.add(GateRule.RECORD);
        var used = new HashSet<String>();
        for (var use : dossier.uses()) {
            if (use.kind() != org.nongyou.production.InputKind.PESTICIDE) continue;
            used.add(use.name());
            var drug = world.drugs().stream()
                    .filter(one -> one.name().equals(use.name()))
                    .findFirst()
                    .orElseThrow();
            var last = use.stoppedOn() == null ? use.on() : use.stoppedOn();
            for (var on = use.on(); !on.isAfter(last); on = on.plusDays(1))
                if (drug.bannedHere() || drug.bannedFrom() != null && !on.isBefore(drug.bannedFrom()))
                    broken.add(GateRule.INPUTS);
            // Walk the days: each day of the waiting time must lie before the harvest.
            for (int i = 0; i < drug.pause(); i++)
                if (last.plusDays(i).equals(batch.harvestedOn())
                        || last.plusDays(i).isAfter(batch.harvestedOn())) broken.add(GateRule.WAITING);
        }
        var done = new ArrayList<BatchTest>();
        for (var test : dossier.tests()) if (!test.on().isAfter(facts.today())) done.add(test);
        for (var failed : done) {
            if (failed.passed()) continue;
            boolean settled = false;
            for (var again : done)
                if (failed.retestOf() == null
                        && again.retestOf() != null
                        && again.retestOf() == failed.id()
                        && again.passed()
                        && again.kind() != TestKind.RAPID
                        && !again.on().isBefore(failed.on())
                        && again.substances().containsAll(failed.substances())) settled = true;
            if (!settled) broken.add(GateRule.TESTS);
        }
        var bases = facts.bases();
        if (bases != null) {
            var backing = new ArrayList<BatchTest>();
            boolean own = false;
            boolean ordered = false;
            for (var test : done) {
                if (!test.passed()) continue;
                boolean isOrdered = test.kind() == TestKind.COMMISSIONED;
                if (isOrdered ? bases.contains(Basis.COMMISSIONED_TEST) : bases.contains(Basis.SELF_TEST))
                    backing.add(test);
                own |= !isOrdered;
                ordered |= isOrdered;
            }
            if (bases.isEmpty()
                    || bases.contains(Basis.SELF_TEST) && !own
                    || bases.contains(Basis.COMMISSIONED_TEST) && !ordered) broken.add(GateRule.BASIS);
            if (bases.contains(Basis.SELF_TEST) || bases.contains(Basis.COMMISSIONED_TEST))
                for (var use : dossier.uses()) {
                    if (use.kind() != org.nongyou.production.InputKind.PESTICIDE) continue;
                    var last = use.stoppedOn() == null ? use.on() : use.stoppedOn();
                    boolean covered = false;
                    for (var test : backing)
                        if (test.substances().contains(use.name()) && !test.on().isBefore(last)) covered = true;
                    if (!covered) broken.add(GateRule.COVERAGE);
                }
        }
        var left = batch.quantityKg().subtract(batch.certifiedKg());
        var kg = facts.kg();
        if (batch.closed()
                || left.signum() <= 0
                || kg != null && (kg.signum() <= 0 || kg.compareTo(left) > 0)
                || dossier.plausibleKg() != null && batch.quantityKg().compareTo(dossier.plausibleKg()) > 0)
            broken.add(GateRule.QUANTITY);
        return broken;
    }

    @Property(tries = 4000)
    @Label("哪几条不符合，和死算的一样；每条不符合都说得出事实、条款和出路")
    void agreesWithTheSlowReader(@ForAll long seed) {
        var world = world(new Random(seed));
        var answer = Gate.judge(world.facts());
        var failed = EnumSet.noneOf(GateRule.class);
        for (var one : answer.refusals()) failed.add(one.rule());
        assertThat(failed).isEqualTo(broken(world));
        assertThat(answer.allowed()).isEqualTo(failed.isEmpty());
        assertThat(answer.findings()).extracting(GateAnswer.Finding::rule).containsExactlyInAnyOrder(GateRule.values());
        for (var one : answer.findings()) {
            assertThat(one.fact()).isNotBlank();
            assertThat(one.cited()).isNotBlank();
            if (one.state() != State.NOT_MET) continue;
            assertThat(one.why()).isNotBlank().doesNotEndWith("。");
            assertThat(one.wayOut()).endsWith("。");
        }
        assertThat(answer.say()).endsWith("。").doesNotContain("null");
    }

    @Property(tries = 1500)
    @Label("说最早哪天可以，那一天真的可以，前一天不行")
    void theDayThatIsToldIsTheFirst(@ForAll long seed) {
        var facts = world(new Random(seed)).facts();
        var from = Gate.judge(facts).of(GateRule.WAITING).orElseThrow().from();
        if (from == null) return;
        assertThat(waiting(facts, from)).isNotEqualTo(State.NOT_MET);
        assertThat(waiting(facts, from.minusDays(1))).isEqualTo(State.NOT_MET);
    }

    private static State waiting(GateFacts facts, LocalDate harvested) {
        var one = facts.dossier();
        var b = one.batch();
        var moved = new BatchDossier(
                new Batch(
                        b.id(),
                        b.code(),
                        b.producerId(),
                        b.producerName(),
                        b.baseId(),
                        b.baseName(),
                        b.region(),
                        b.produce(),
                        b.variety(),
                        harvested,
                        b.quantityKg(),
                        b.certifiedKg(),
                        b.plots(),
                        b.closed()),
                one.uses(),
                one.tests(),
                one.records(),
                one.missing(),
                one.plausibleKg(),
                one.since(),
                false);
        return Gate.judge(new GateFacts(
                        facts.producer(),
                        facts.stopped(),
                        facts.stoppedOn(),
                        moved,
                        facts.kg(),
                        facts.bases(),
                        facts.today(),
                        facts.book(),
                        facts.rules()))
                .of(GateRule.WAITING)
                .orElseThrow()
                .state();
    }
}
