package org.nongyou.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.nongyou.standard.UseAnswer.Verdict;

/// Random classifications, bans, intervals, editions and limits: the answers are those of a slow reader who goes
/// through
/// all rows step by step.
class InputRulesPropertyTest {

    private static final LocalDate START = LocalDate.of(2020, 1, 1);
    private static final Provenance FROM = new Provenance("公告", "http://example.invalid", Confidence.LOW, "");

    /// A classification without circles: a produce belongs to groups with smaller numbers only.
    private static List<Produce> produce(Random random) {
        var all = new ArrayList<Produce>();
        for (int i = 0; i < 8; i++) {
            var parents = new ArrayList<String>();
            for (int j = 0; j < i; j++) if (random.nextInt(4) == 0) parents.add("作物" + j);
            all.add(new Produce("作物" + i, false, false, "", parents, List.of("别名" + i)));
        }
        return all;
    }

    private static @Nullable LocalDate day(Random random) {
        return random.nextInt(5) == 0 ? null : START.plusDays(random.nextInt(20));
    }

    private static String crop(Random random) {
        return (random.nextBoolean() ? "作物" : "别名") + random.nextInt(8);
    }

    private static RuleBook book(Random random) {
        var names = List.of(
                new InputName(InputKind.PESTICIDE, "药一", "", "", ""),
                new InputName(InputKind.PESTICIDE, "药二", "", "", ""),
                new InputName(InputKind.PESTICIDE, "药一", "", "俗名", "对照"));
        var bans = new ArrayList<Restriction>();
        for (int i = 0; i < random.nextInt(6); i++) {
            var measure = List.of(Measure.BANNED, Measure.BANNED_HERE, Measure.ONLY_HERE, Measure.RESTRICTED)
                    .get(random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(3));
            var places = measure == Measure.BANNED || measure == Measure.RESTRICTED
                    ? List.<String>of()
                    : List.of(crop(random), crop(random));
            bans.add(new Restriction(
                    i,
                    InputKind.PESTICIDE,
                    random.nextBoolean() ? "药一" : "药二",
                    measure,
                    "范围",
                    places,
                    day(random),
                    "",
                    FROM));
        }
        var intervals = new ArrayList<Interval>();
        for (int i = 0; i < random.nextInt(8); i++) {
            int days = random.nextInt(30);
            intervals.add(new Interval(
                    InputKind.PESTICIDE,
                    "H" + i,
                    random.nextBoolean() ? "药一" : "药二",
                    "药",
                    "",
                    crop(random),
                    "",
                    WaitRule.DAYS,
                    "",
                    days,
                    days,
                    FROM));
        }
        var editions = List.of(
                edition("旧版", Edition.Part.FULL, 0, 5),
                edition("新版", Edition.Part.FULL, 6, 30),
                edition("增补", Edition.Part.SUPPLEMENT, 8, 12),
                new Edition("国外", "", Edition.Part.FOREIGN, null, null, null, null, null, "", ""));
        var limits = new ArrayList<ResidueLimit>();
        for (int i = 0; i < random.nextInt(14); i++)
            limits.add(new ResidueLimit(
                    "M" + i,
                    editions.get(random.nextInt(4)).standard(),
                    random.nextBoolean() ? List.of("药一") : List.of("药一", "药二"),
                    "药",
                    new FoodScope(crop(random), random.nextInt(3) == 0 ? List.of(crop(random)) : List.of()),
                    BigDecimal.valueOf(1 + random.nextInt(9), 1),
                    "no",
                    FROM));
        var clauses = new ArrayList<Clause>();
        for (var key : List.of("ban", "place", "interval", "general", "withdrawal", "residue"))
            clauses.add(new Clause(key, "法", "第一条", "话", START, ""));
        return new RuleBook(
                new RuleBook.Release(1, "试", false, "", START),
                new RuleBook.Rows(
                        produce(random),
                        names,
                        bans,
                        intervals,
                        List.of(),
                        editions,
                        limits,
                        List.of(),
                        List.of(),
                        clauses));
    }

    private static Edition edition(String standard, Edition.Part part, int from, int to) {
        return new Edition(standard, "", part, null, null, null, START.plusDays(from), START.plusDays(to), "", "");
    }

    // --- the slow reader

    private static String own(String name) {
        return name.replace("别名", "作物");
    }

    private static Produce find(RuleBook book, String name) {
        return book.rows().produce().stream()
                .filter(one -> one.name().equals(own(name)))
                .findFirst()
                .orElseThrow();
    }

    /// All groups exactly n steps above, and not nearer.
    private static Set<String> ring(RuleBook book, String crop, int steps) {
        Set<String> now = new TreeSet<>(Set.of(own(crop)));
        Set<String> seen = new HashSet<>(now);
        for (int i = 0; i < steps; i++) {
            var next = new TreeSet<String>();
            for (var one : now) next.addAll(find(book, one).parents());
            next.removeAll(seen);
            seen.addAll(next);
            now = next;
        }
        return now;
    }

    private static boolean covers(RuleBook book, String group, String crop) {
        for (int i = 0; i < 9; i++) if (ring(book, crop, i).contains(own(group))) return true;
        return false;
    }

    private static List<Integer> nearest(RuleBook book, String drug, String crop) {
        for (int i = 0; i < 9; i++) {
            var ring = ring(book, crop, i);
            var days = book.rows().intervals().stream()
                    .filter(row -> row.substance().equals(drug) && ring.contains(own(row.place())))
                    .map(Interval::longest)
                    .toList();
            if (!days.isEmpty()) return days;
        }
        return book.rows().intervals().stream()
                .filter(row -> row.substance().equals(drug) && covers(book, crop, row.place()))
                .map(Interval::longest)
                .toList();
    }

    private static Verdict expected(RuleBook book, String drug, String crop, LocalDate day) {
        var verdict = nearest(book, drug, crop).isEmpty() ? Verdict.UNKNOWN : Verdict.LIMITED;
        for (var row : book.rows().restrictions()) {
            if (!drug.equals(row.substance())
                    || row.from() != null && row.from().isAfter(day)) continue;
            boolean named = row.places().stream().anyMatch(place -> covers(book, place, crop));
            Verdict now = switch (row.measure()) {
                case BANNED -> Verdict.BANNED;
                case BANNED_HERE -> named ? Verdict.BANNED_HERE : verdict;
                case ONLY_HERE -> named ? Verdict.RESTRICTED : Verdict.BANNED_HERE;
                case RESTRICTED -> Verdict.RESTRICTED;
                case NO_REGISTRATION, CAUTION -> verdict;
            };
            if (now.ordinal() < verdict.ordinal()) verdict = now;
        }
        return verdict;
    }

    @Property(tries = 400)
    @Label("能不能用、等几天，和逐条慢慢看的一样")
    void judgesAsTheSlowReader(@ForAll long seed) {
        var random = new Random(seed);
        var book = book(random);
        var rules = new InputRules(book);
        for (int i = 0; i < 30; i++) {
            var crop = crop(random);
            var typed = List.of("药一", "药二", "俗名").get(random.nextInt(3));
            var drug = typed.equals("俗名") ? "药一" : typed;
            var day = START.plusDays(random.nextInt(22));
            var answer = rules.mayUse(typed, crop, day);
            var verdict = expected(book, drug, crop, day);
            assertThat(answer.verdict()).as(crop + drug + day).isEqualTo(verdict);
            assertThat(answer.say()).startsWith(verdict.title()).endsWith("。");
            if (verdict.forbids()) assertThat(answer.waiting()).isNull();
            var days = nearest(book, drug, crop);
            var longest = days.stream().max(Integer::compare);
            var waiting = rules.interval(typed, crop, null, day);
            assertThat(waiting.flatMap(Waiting::days)).isEqualTo(longest);
            assertThat(waiting.flatMap(one -> one.earliest(day))).isEqualTo(longest.map(day::plusDays));
            assertThat(waiting.map(Waiting::disagree).orElse(false))
                    .isEqualTo(days.stream().distinct().count() > 1);
        }
    }

    @Property(tries = 400)
    @Label("限量：最近的一级、增补在前、最严的一条，例外不算，只用那天有效的版本")
    void findsTheLimitAsTheSlowReader(@ForAll long seed) {
        var random = new Random(seed);
        var book = book(random);
        var rules = new InputRules(book);
        for (int i = 0; i < 30; i++) {
            var food = crop(random);
            int offset = random.nextInt(34) - 1;
            var inForce = new HashSet<String>();
            if (offset >= 0 && offset <= 5) inForce.add("旧版");
            if (offset >= 6 && offset <= 30) inForce.add("新版");
            if (offset >= 8 && offset <= 12) inForce.add("增补");
            BigDecimal limit = null;
            for (int level = 0; level < 9 && limit == null; level++) {
                var ring = ring(book, food, level);
                for (boolean supplement : List.of(true, false)) {
                    for (var row : book.rows().limits()) {
                        if (!inForce.contains(row.standard()) || row.standard().equals("增补") != supplement) continue;
                        if (!row.substances().contains("药二")) continue;
                        if (!ring.contains(own(row.food().group()))) continue;
                        if (row.food().except().stream().anyMatch(one -> covers(book, one, food))) continue;
                        if (limit == null || row.limit().compareTo(limit) < 0) limit = row.limit();
                    }
                    if (limit != null) break;
                }
            }
            var answer = rules.residueLimit("药二", food, START.plusDays(offset));
            var taken = answer.taken();
            assertThat(taken == null ? null : taken.limit()).as(food + offset).isEqualTo(limit);
            assertThat(answer.editions()).extracting(Edition::standard).containsExactlyInAnyOrderElementsOf(inForce);
        }
    }

    @Property(tries = 100)
    @Label("登记的标签先于一般资料，过期的不算")
    void theLabelDecides(@ForAll long seed) {
        var random = new Random(seed);
        var plain = book(random);
        var rows = plain.rows();
        var label = product("作物3", List.of("药一"), 9, START.plusDays(10));
        var book = new RuleBook(
                plain.release(),
                new RuleBook.Rows(
                        rows.produce(),
                        rows.names(),
                        rows.restrictions(),
                        rows.intervals(),
                        List.of(label),
                        rows.editions(),
                        rows.limits(),
                        rows.veterinaryLimits(),
                        rows.permitted(),
                        rows.clauses()));
        var rules = new InputRules(book);
        assertThat(rules.interval("药一", "别名3", "pd20260001", START.plusDays(10)).flatMap(Waiting::days))
                .contains(9);
        assertThat(rules.interval("药一", "别名3", "PD20260001", START.plusDays(11)))
                .isEqualTo(rules.interval("药一", "别名3", null, START.plusDays(11)));
        assertThat(rules.interval("药二", "别名3", "PD20260001", START))
                .isEqualTo(rules.interval("药二", "别名3", null, START));
    }

    private static Product product(String crop, List<String> substances, int days, LocalDate to) {
        return new Product(
                InputKind.PESTICIDE,
                "PD20260001",
                crop,
                "某乳油",
                substances,
                "乳油",
                "30-40毫升/亩",
                2,
                WaitRule.DAYS,
                days,
                START,
                to,
                "标签");
    }

    private static RuleBook with(RuleBook plain, List<Product> products) {
        var rows = plain.rows();
        return new RuleBook(
                plain.release(),
                new RuleBook.Rows(
                        rows.produce(),
                        rows.names(),
                        rows.restrictions(),
                        rows.intervals(),
                        products,
                        rows.editions(),
                        rows.limits(),
                        rows.veterinaryLimits(),
                        rows.permitted(),
                        rows.clauses()));
    }

    @Property(tries = 300)
    @Label("按登记证号：禁令看每个成分，作物看标签，间隔按标签；没有的证号按药名并说明")
    void byRegistration(@ForAll long seed) {
        var random = new Random(seed);
        var plain = book(random);
        var registered = crop(random);
        var both = random.nextBoolean() ? List.of("药一", "药二") : List.of("药二");
        var label = product(registered, both, 9, START.plusDays(10));
        var rules = new InputRules(with(plain, List.of(label)));
        for (int i = 0; i < 20; i++) {
            var crop = crop(random);
            var day = START.plusDays(random.nextInt(22));
            var answer = rules.mayUse("某乳油", "ｐｄ2026 0001", crop, day);
            var worst = both.stream()
                    .map(drug -> expected(plain, drug, crop, day))
                    .min(java.util.Comparator.naturalOrder())
                    .orElseThrow();
            boolean named = covers(plain, registered, crop);
            var verdict = worst.forbids()
                    ? worst
                    : !named ? Verdict.OFF_LABEL : worst == Verdict.UNKNOWN ? Verdict.LIMITED : worst;
            assertThat(answer.verdict()).as(crop + day).isEqualTo(verdict);
            assertThat(answer.say()).endsWith("。");
            assertThat(answer.warning().isEmpty()).isEqualTo(!day.isAfter(START.plusDays(10)));
            if (named && !verdict.forbids() && !day.isAfter(START.plusDays(10))) {
                assertThat(java.util.Objects.requireNonNull(answer.waiting()).days())
                        .contains(9);
                assertThat(answer.mostUses()).contains(2);
            }
            if (verdict.forbids()) assertThat(answer.waiting()).isNull();
            assertThat(rules.substancesOf(InputKind.PESTICIDE, "随便写的", "PD20260001"))
                    .isEqualTo(both);
            var unknown = rules.mayUse("药一", "PD20269999", crop, day);
            assertThat(unknown.verdict())
                    .isEqualTo(rules.mayUse("药一", crop, day).verdict());
            assertThat(unknown.warning()).contains("PD20269999");
            assertThat(rules.mayUse("药一", " ", crop, day)).isEqualTo(rules.mayUse("药一", crop, day));
        }
    }

    @Property(tries = 500)
    @Label("用量：读得出的换成每亩，读不出的不算")
    void doses(@ForAll int low, @ForAll int more) {
        int from = Math.floorMod(low, 5000) + 1;
        int to = from + Math.floorMod(more, 500);
        var dose = Dose.of(from + "～" + to + " 毫升/亩").orElseThrow();
        assertThat(dose.above(BigDecimal.valueOf(2L * to), "毫升", BigDecimal.TWO))
                .contains(false);
        assertThat(dose.above(BigDecimal.valueOf(2L * to + 1), "ml", BigDecimal.TWO))
                .contains(true);
        assertThat(dose.above(BigDecimal.ONE, "克", BigDecimal.ONE)).isEmpty();
        assertThat(Dose.of((from * 15) + "-" + (to * 15) + "克/公顷").orElseThrow().most())
                .isEqualByComparingTo(BigDecimal.valueOf(to));
        assertThat(Dose.of("1000-1500倍液")).isEmpty();
        assertThat(Dose.of("40-30克/亩")).isEmpty();
    }

    @Property(tries = 1000)
    @Label("随便打什么字都有一句话，不出错")
    void anyText(@ForAll String drug, @ForAll String crop) {
        var rules = new InputRules(book(new Random(7)));
        assertThat(rules.mayUse(drug, crop, START).say()).endsWith("。");
        assertThat(rules.mayUse(drug, "作物1", START).say()).endsWith("。");
        assertThat(rules.residueLimit(drug, crop, START).say()).endsWith("。");
        assertThat(FoodScope.parse(drug).group()).isNotNull();
    }
}
