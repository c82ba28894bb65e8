package org.nongyou.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;

/// Money that must come out right whatever is claimed in whatever order.
@Label("补助的算法：对任何申请都成立")
class SubsidyPropertyTest {

    private static final Scheme FORMS = SchemeLoader.load(
                    Path.of("src/test/resources/scheme-folders/subsidy-forms"), FactCatalogue.platform())
            .orElseThrow();

    /// One thing that somebody asks for.
    private record Wish(int applicant, int rule, int item, int year, long size, int county) {}

    private static final List<String> COUNTIES = List.of("140423", "140427");

    @Provide
    Arbitrary<List<Wish>> wishes() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(2025, 2027),
                        Arbitraries.longs().between(0, 90_000_000),
                        Arbitraries.integers().between(0, 1))
                .as(Wish::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(24);
    }

    private static SubsidyClaim.Line line(Wish wish, Map<String, Object> facts) {
        var item = "I" + wish.item;
        return switch (wish.rule) {
            case 0 -> {
                facts.put("claim.investment", new Money(wish.size));
                yield new SubsidyClaim.Line("facility", Map.of());
            }
            case 1 -> {
                facts.put("claim.interest", new Money(wish.size));
                yield new SubsidyClaim.Line("interest", Map.of());
            }
            case 2 ->
                new SubsidyClaim.Line(
                        "greenhouse", Map.of("site.id", item, "site.area_mu", BigDecimal.valueOf(wish.size % 2000, 2)));
            case 3 ->
                new SubsidyClaim.Line(
                        "certificates",
                        Map.of("certification.id", item, "certification.type", wish.size % 2 == 0 ? "organic" : "gi"));
            default ->
                new SubsidyClaim.Line(
                        "award",
                        Map.of(
                                "award.id",
                                item,
                                "award.grade",
                                wish.size % 2 == 0 ? "gold" : "silver",
                                "award.date",
                                LocalDate.of(wish.year, 1, 1)));
        };
    }

    private record Given(int applicant, String county, SubsidyClaim.Earlier paid) {}

    @Property(tries = 300)
    @Label("各级分担之和等于补助额；不管怎么分次、什么次序，哪个上限也不突破")
    void capsHoldUnderAnyOrder(@ForAll("wishes") List<Wish> wishes, @ForAll @IntRange(min = 1, max = 4) int perClaim) {
        var given = new ArrayList<Given>();
        int at = 0;
        while (at < wishes.size()) {
            var first = wishes.get(at);
            var facts = new HashMap<String, Object>();
            facts.put("applicant.kind", first.applicant == 1 ? "household" : "cooperative");
            var county = COUNTIES.get(first.county);
            facts.put("applicant.region", county + "201");
            var lines = new ArrayList<SubsidyClaim.Line>();
            for (int i = 0; i < perClaim && at < wishes.size(); i++, at++) lines.add(line(wishes.get(at), facts));
            var date = LocalDate.of(first.year, 6, 1);
            var earlier = given.stream()
                    .map(one -> new SubsidyClaim.Earlier(
                            one.paid.rule(),
                            one.paid.item(),
                            one.paid.same(),
                            one.paid.date(),
                            one.paid.amount(),
                            one.county,
                            one.applicant == first.applicant))
                    .toList();
            var entitlement = Entitlement.of(FORMS, new SubsidyClaim(date, facts, null, lines, earlier));
            for (var line : entitlement.granted()) {
                assertThat(line.paidBy().values().stream().mapToLong(Money::fen).sum())
                        .isEqualTo(line.granted().fen());
                assertThat(line.paidBy().values()).allMatch(share -> share.fen() >= 0);
                assertThat(line.granted()).isBetween(Money.ZERO, line.full());
                assertThat(line.cuts().isEmpty()).isEqualTo(line.granted().equals(line.full()));
                given.add(new Given(
                        first.applicant,
                        county,
                        new SubsidyClaim.Earlier(
                                line.rule().id(), line.item(), line.same(), date, line.granted(), county, true)));
            }
            assertThat(entitlement.paidBy().values().stream()
                            .mapToLong(Money::fen)
                            .sum())
                    .isEqualTo(entitlement.total().fen());
        }
        for (int applicant = 1; applicant <= 3; applicant++) {
            int who = applicant;
            for (int year = 2025; year <= 2027; year++) {
                int when = year;
                assertThat(sum(
                                given,
                                one -> one.applicant == who
                                        && one.paid.date().getYear() == when
                                        && List.of("facility", "interest", "greenhouse")
                                                .contains(one.paid.rule())))
                        .isLessThanOrEqualTo(20_000_000);
            }
            assertThat(sum(given, one -> one.applicant == who && one.paid.rule().equals("facility")))
                    .isLessThanOrEqualTo(30_000_000);
        }
        for (int item = 1; item <= 6; item++) {
            var id = "I" + item;
            assertThat(sum(
                            given,
                            one -> one.paid.rule().equals("greenhouse")
                                    && one.paid.item().equals(id)))
                    .isLessThanOrEqualTo(6_000_000);
        }
        for (var county : COUNTIES)
            assertThat(sum(
                            given,
                            one -> one.county.equals(county)
                                    && List.of("certificates", "award").contains(one.paid.rule())))
                    .isLessThanOrEqualTo(30_000_000);
        for (var rule : List.of("certificates", "award"))
            assertThat(given.stream()
                            .filter(one -> one.paid.rule().equals(rule)
                                    && one.paid.amount().fen() > 0)
                            .map(one -> one.paid.item()))
                    .doesNotHaveDuplicates();
    }

    private static long sum(List<Given> given, java.util.function.Predicate<Given> which) {
        return given.stream()
                .filter(which)
                .mapToLong(one -> one.paid.amount().fen())
                .sum();
    }

    @Property(tries = 200)
    @Label("分档：一张一张申请、一起申请，合计都等于“前 2 张 3 万、再 3 张 1 万、其余 5 千”")
    void tiersEqualTheObvious(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 1) Integer> types,
            @ForAll @IntRange(min = 1, max = 8) int perClaim) {
        var earlier = new ArrayList<SubsidyClaim.Earlier>();
        long total = 0;
        var date = LocalDate.of(2025, 6, 1);
        for (int at = 0; at < types.size(); at += perClaim) {
            var lines = new ArrayList<SubsidyClaim.Line>();
            for (int i = at; i < Math.min(at + perClaim, types.size()); i++)
                lines.add(new SubsidyClaim.Line(
                        "certificates",
                        Map.of(
                                "certification.id",
                                "C" + i,
                                "certification.type",
                                types.get(i) == 0 ? "organic" : "gi")));
            // Each claim comes from a county of its own, so that no cap of a county comes in between.
            var county = "1404" + (10 + at);
            var entitlement = Entitlement.of(
                    FORMS, new SubsidyClaim(date, Map.of("applicant.region", county), county, lines, earlier));
            assertThat(entitlement.denied()).isEmpty();
            for (var line : entitlement.granted()) {
                total += line.full().fen();
                earlier.add(new SubsidyClaim.Earlier(
                        "certificates", line.item(), line.same(), date, line.full(), county, true));
            }
        }
        long expected = 0;
        for (int type = 0; type <= 1; type++) {
            int of = type;
            long count = types.stream().filter(one -> one == of).count();
            for (long n = 1; n <= count; n++) expected += n <= 2 ? 3_000_000 : n <= 5 ? 1_000_000 : 500_000;
        }
        assertThat(total).isEqualTo(expected);
    }

    @Property
    @Label("分担：除余分一级外都向下取整，合起来一分不多、一分不少")
    void sharesAddUp(
            @ForAll @LongRange(max = 1_000_000_000_000L) long fen,
            @ForAll @LongRange(min = 1, max = 1_000_000) long first,
            @ForAll @LongRange(min = 1, max = 1_000_000) long second,
            @ForAll @LongRange(min = 1, max = 1_000_000) long third) {
        var parts = new EnumMap<Level, BigDecimal>(Level.class);
        parts.put(Level.PROVINCE, BigDecimal.valueOf(first, 2));
        parts.put(Level.CITY, BigDecimal.valueOf(second, 2));
        parts.put(Level.COUNTY, BigDecimal.valueOf(third, 2));
        var shares = new Subsidy.PaidBy(parts, Level.CITY).shares(new Money(fen));
        assertThat(shares.values().stream().mapToLong(Money::fen).sum()).isEqualTo(fen);
        var whole = BigDecimal.valueOf(first + second + third, 2);
        for (var level : List.of(Level.PROVINCE, Level.COUNTY)) {
            var exact = BigDecimal.valueOf(fen).multiply(parts.getOrDefault(level, BigDecimal.ZERO));
            var paid = BigDecimal.valueOf(shares.getOrDefault(level, Money.ZERO).fen())
                    .multiply(whole);
            assertThat(exact.subtract(paid)).isBetween(BigDecimal.ZERO, whole);
        }
    }

    @Property
    @Label("按比例减：减完正好是上限，谁也不比原来多，谁也不比应得的少一分以上")
    void proRataLosesNoFen(
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 1, max = 100_000_000) Long> amounts,
            @ForAll @IntRange(min = 0, max = 100) int percent) {
        long sum = amounts.stream().mapToLong(Long::longValue).sum();
        var room = new Money(sum * percent / 100);
        var parts = amounts.stream().map(BigDecimal::valueOf).toList();
        var given = Caps.split(room, parts);
        assertThat(given.stream().mapToLong(Money::fen).sum()).isEqualTo(room.fen());
        for (int i = 0; i < given.size(); i++) {
            assertThat(given.get(i).fen()).isBetween(0L, amounts.get(i));
            var exact = BigDecimal.valueOf(room.fen()).multiply(parts.get(i));
            var scaled = BigDecimal.valueOf(given.get(i).fen()).multiply(BigDecimal.valueOf(sum));
            assertThat(exact.subtract(scaled).abs()).isLessThan(BigDecimal.valueOf(sum));
        }
    }
}
