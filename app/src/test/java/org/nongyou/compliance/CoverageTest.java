package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.SentStatements;
import org.nongyou.compliance.Coverage.Share;
import org.nongyou.compliance.CoverageFilter.Silent;
import org.nongyou.producer.ProducerKind;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("合格证覆盖率：该开的开了多少，谁该开没开")
class CoverageTest extends IssuingScenario {

    private static final CoverageFilter YEAR = new CoverageFilter(2026, null, Silent.HARVESTED);
    private static final CoverageFilter NO_RECORD = new CoverageFilter(2026, null, Silent.NO_RECORD);

    @Autowired
    Coverage coverage;

    private Share must() {
        return coverage.figures(clerk.scope(), YEAR).must();
    }

    private List<String> silent(CoverageFilter filter) {
        return coverage.silent(clerk.scope(), filter, null, 0, 100).stream()
                .map(Coverage.SilentRow::name)
                .toList();
    }

    @Test
    @DisplayName("采收了没开的在名单上；开了就不在；作废又回到名单上；吨数跟着变")
    void fromSilenceToCertificate() {
        // Two cooperatives and a buyer must.
        assertThat(must().producers()).isEqualTo(3);
        assertThat(must().percent()).isEqualByComparingTo("0");
        assertThat(silent(YEAR)).isEmpty();
        assertThat(silent(NO_RECORD)).containsExactly("诚信收购站", "另一个合作社", "汾河设施蔬菜专业合作社");

        long batch = harvest(day(6, 17), "豇豆", "100");
        assertThat(silent(YEAR)).containsExactly("汾河设施蔬菜专业合作社");
        assertThat(coverage.silent(clerk.scope(), YEAR, null, 0, 100).getFirst().harvestedKg())
                .isEqualByComparingTo("100");

        issued(batch, "20");
        var second = issued(batch, "30.5");
        assertThat(silent(YEAR)).isEmpty();
        assertThat(must().issuing()).isEqualTo(1);
        assertThat(must().percent()).isEqualByComparingTo("33.3");
        assertThat(must().certificates()).isEqualTo(2);
        assertThat(must().kg()).isEqualByComparingTo("50.5");
        assertThat(coverage.figures(clerk.scope(), YEAR).kinds())
                .filteredOn(one -> one.kind() == ProducerKind.COOPERATIVE)
                .singleElement()
                .satisfies(one -> assertThat(one.share().issuing()).isEqualTo(1));
        assertThat(coverage.figures(clerk.scope(), new CoverageFilter(2027, null, Silent.HARVESTED))
                        .must()
                        .issuing())
                .isZero();

        issuing.end(grower, second.code(), "写错了").orElseThrow();
        assertThat(must().kg()).isEqualByComparingTo("20");
        for (var one : conformity.list(EVERYWHERE, CommitmentFilter.of(Map.of("state", "issued")), 0, 10))
            issuing.end(grower, one.code(), "写错了").orElseThrow();
        assertThat(must().issuing()).isZero();
        assertThat(must().kg()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(silent(YEAR)).containsExactly("汾河设施蔬菜专业合作社");
    }

    @Test
    @DisplayName("县里只看得到本县的，主体只看得到自己")
    void onlyOnes() {
        harvest(day(6, 17), "豇豆", "100");
        assertThat(coverage.figures(neighbour.scope(), YEAR).all().producers()).isZero();
        assertThat(coverage.silent(neighbour.scope(), YEAR, null, 0, 100)).isEmpty();
        assertThat(coverage.countSilent(neighbour.scope(), NO_RECORD)).isZero();
        assertThat(coverage.figures(grower.scope(), YEAR).all().producers()).isEqualTo(1);
        assertThat(coverage.silent(other.scope(), YEAR, null, 0, 100)).isEmpty();
        assertThat(coverage.countSilent(grower.scope(), YEAR)).isEqualTo(1);
        var outside = new CoverageFilter(2026, new RegionCode("140427"), Silent.HARVESTED);
        assertThat(coverage.figures(clerk.scope(), outside).must().producers())
                .as("a region outside of the area changes nothing")
                .isEqualTo(3);
    }

    @Test
    @DisplayName("十万个主体：名单只读一页，合计不读一张合格证")
    void atAHundredThousand() throws Exception {
        sql.execute("""
                insert into producer.producers (kind, name, identity_digest, region_code, contact_name, phone)
                select (array['cooperative', 'enterprise', 'household', 'household'])[1 + n % 4], '示例' || n, 'd' || n,
                       '14' || lpad((n % 11 + 1)::text, 2, '0') || lpad((n % 17 + 1)::text, 2, '0'), '张示例', '13800000000'
                  from generate_series(1, 100000) n""");
        afterANight();
        for (var code : List.of("140000", "140400", "140404")) {
            var scope = Scope.within(new RegionCode(code));
            var list = SentStatements.of(sql, () -> coverage.silent(scope, NO_RECORD, null, 0, 100));
            assertThat(list.count()).isEqualTo(1);
            assertThat(list.buffers(sql)).as(() -> code + " " + list.texts()).isLessThan(1_500);
            var figures = SentStatements.of(sql, () -> coverage.figures(scope, YEAR));
            assertThat(figures.count()).isEqualTo(1);
            assertThat(figures.texts().getFirst()).doesNotContain("commitments");
            assertThat(figures.buffers(sql))
                    .as(() -> code + " " + figures.texts())
                    .isLessThan(6_000);
        }
    }
}
