package org.nongyou.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.SentStatements;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;

@DisplayName("十万个目录条目时的指标页")
class ProgressSpeedTest extends IndicatorTest {

    private static final String BY_HAND = """
            select kind, level, class_id, left(region_code, 6), count(*), sum(area_mu) from catalogue.listings
             where scheme_id = 'measured' and status in ('listed', 'warned', 'rectifying')
               and listed_on < '2027-01-01' and region_code >= '14' and region_code < '14:'
             group by 1, 2, 3, 4
            """;

    @BeforeAll
    void rows() {
        clear();
        sql.execute("""
                insert into catalogue.listings (number, scheme_id, scheme_version, kind, level, class_id, subject_kind,
                    subject_id, title, area_mu, region_code, listed_on, public_code)
                select 'n' || i, 'measured', 1, 'quality-base', case when i % 5 = 0 then 'national' else 'province' end,
                       case when i % 2 = 0 then 'organic' else 'green' end, 'base', 's' || i, '基地' || i, 100,
                       c.codes[1 + i % cardinality(c.codes)], date '2021-01-01' + (i % 1900), 'p' || i
                  from generate_series(1, 100000) i,
                       (select array_agg(code order by code) codes from region.divisions
                         where level = 'county' and code like '14%' and valid_to is null) c
                """);
        afterANight();
    }

    @Test
    @DisplayName("117 个县、10 项指标：语句不超过 6 条，不随县数增加")
    void aHandfulOfStatements() throws Exception {
        var whole = new ArrayList<SchemeProgress>();
        var province = SentStatements.of(sql, () -> whole.add(progress.targets(Scope.within(SHANXI), scheme, TODAY)));
        var county = SentStatements.of(sql, () -> progress.targets(Scope.within(XIANGYUAN), scheme, TODAY));
        assertThat(whole.getFirst().standings().stream()
                        .mapToInt(one -> one.each().size())
                        .max()
                        .orElse(0))
                .isEqualTo(117);
        assertThat(province.texts()).isNotEmpty().hasSizeLessThanOrEqualTo(6);
        assertThat(county.count()).isLessThanOrEqualTo(province.count());
    }

    @Test
    @DisplayName("省级指标读的缓冲块不多于手写查询的 3 倍；县级不多于省级")
    void readsNoMoreThanAHandWrittenQuery() throws Exception {
        var byHand = SentStatements.explain(sql, BY_HAND).buffers();
        var province = afterTheFirst(SHANXI).buffers(sql);
        var county = afterTheFirst(XIANGYUAN).buffers(sql);
        assertThat(province).isLessThanOrEqualTo(byHand * 3);
        assertThat(county).isLessThanOrEqualTo(province);
    }

    /// The first look reads the folded counts into memory, once for all who come later.
    private SentStatements afterTheFirst(RegionCode region) throws Exception {
        progress.targets(Scope.within(region), scheme, TODAY);
        return SentStatements.of(sql, () -> progress.targets(Scope.within(region), scheme, TODAY));
    }

    @Test
    @DisplayName("县里的页面靠索引，不扫全表")
    void aCountyUsesAnIndex() {
        var plan = sql.fetch("explain select kind, level, class_id, county_code, sum(n) from indicator.listing_counts"
                        + " where scheme_id = 'measured' and status in ('listed', 'warned', 'rectifying')"
                        + " and left(county_code, 6) = '" + XIANGYUAN + "' group by 1, 2, 3, 4")
                .getValues(0, String.class)
                .toString();
        var rows = sql.fetch("explain select count(*) from indicator.listings where scheme_id = 'measured'"
                        + " and left(region_code, 6) = '" + XIANGYUAN + "'")
                .getValues(0, String.class)
                .toString();
        assertThat(rows).contains("listings_of_county");
        assertThat(plan).doesNotContain("Seq Scan on listings");
        assertThat(RegionCode.of("140423")).isEqualTo(XIANGYUAN);
    }
}
