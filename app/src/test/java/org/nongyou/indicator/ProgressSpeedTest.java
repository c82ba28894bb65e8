package org.nongyou.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.kernel.FactSource;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("十万个目录条目时的指标页")
class ProgressSpeedTest extends IndicatorTest {

    private static final String BY_HAND = """
            select kind, level, class_id, left(region_code, 6), count(*), sum(area_mu) from catalogue.listings
             where scheme_id = 'measured' and status in ('listed', 'warned', 'rectifying')
               and listed_on < '2027-01-01' and region_code >= '14' and region_code < '14:'
             group by 1, 2, 3, 4
            """;

    @Autowired
    ObjectProvider<FactSource> sources;

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
        for (var table : new String[] {"catalogue.listings", "catalogue.listing_counts", "region.divisions"}) {
            sql.transaction(owner -> {
                owner.dsl().execute("set local role none");
                owner.dsl().execute("analyze " + table);
            });
        }
    }

    @Test
    @DisplayName("117 个县、10 项指标：语句不超过 6 条，不随县数增加")
    void aHandfulOfStatements() {
        var statements = new int[1];
        var counting = counting(statements);
        var counted = new Progress(
                counting,
                divisions,
                new Reporting(sources.orderedStream().toList()),
                sources.orderedStream().toList());
        var whole = counted.targets(Scope.within(SHANXI), scheme, TODAY);
        int province = statements[0];
        statements[0] = 0;
        counted.targets(Scope.within(XIANGYUAN), scheme, TODAY);
        assertThat(whole.standings().stream()
                        .mapToInt(one -> one.each().size())
                        .max()
                        .orElse(0))
                .isEqualTo(117);
        assertThat(province).isLessThanOrEqualTo(6);
        assertThat(statements[0]).isLessThanOrEqualTo(province);
    }

    @Test
    @DisplayName("省级指标不慢于手写查询的 3 倍；县级不慢于省级")
    void withinThreeTimesOfAHandWrittenQuery() {
        var byHand = median(() -> sql.fetch(BY_HAND));
        var province = median(() -> progress.targets(Scope.within(SHANXI), scheme, TODAY));
        var county = median(() -> progress.targets(Scope.within(XIANGYUAN), scheme, TODAY));
        assertThat(province)
                .as("province %d µs, by hand %d µs", province, byHand)
                .isLessThan(byHand * 3);
        assertThat(county).as("county %d µs, province %d µs", county, province).isLessThanOrEqualTo(province);
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

    private DSLContext counting(int[] statements) {
        return DSL.using(sql.configuration().derive(new DefaultExecuteListenerProvider(new ExecuteListener() {
            @Override
            public void executeStart(ExecuteContext context) {
                statements[0]++;
            }
        })));
    }

    private static long median(Runnable work) {
        for (int i = 0; i < 5; i++) work.run();
        var times = new long[15];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            work.run();
            times[i] = (System.nanoTime() - start) / 1000;
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
