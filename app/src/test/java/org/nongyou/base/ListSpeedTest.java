package org.nongyou.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.producer.Crop;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerKind;
import org.nongyou.producer.ProducerLists;
import org.nongyou.region.DivisionLoader;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/// No list reads a whole table, whoever asks.
@DisplayName("名录大了，清单照样走索引")
class ListSpeedTest extends ApplicationTest {

    private static final int ROWS = 20_000;

    @Autowired
    ProducerLists producers;

    @Autowired
    BaseLists bases;

    @Autowired
    DivisionLoader divisions;

    @Autowired
    TransactionTemplate transaction;

    @BeforeAll
    void rows() {
        divisions.loadOnce();
        sql.execute("""
                with places as (select array_agg(code order by code) as all_of from region.divisions
                                 where level = 'county' and code like '14%%')
                insert into producer.producers (kind, name, identity_digest, region_code, contact_name, phone)
                select (array['cooperative', 'family-farm', 'enterprise', 'household'])[1 + i %% 4],
                       (array['兴农', '丰收', '晋禾', '绿野', '长青'])[1 + i %% 5] || i || (array['谷子', '大米', '高粱'])[1 + i %% 3] || '合作社',
                       'd' || i, all_of[1 + i %% cardinality(all_of)], '张' || i, '13800000000'
                  from generate_series(1, %d) i, places""".formatted(ROWS));
        sql.execute("""
                insert into base.bases (number, producer_id, producer_name, name, region_code, product, product_class, area_mu,
                                        geometry, responsible_name, supervision_phone)
                select 'N-' || id, id, name, '基地' || id || (array['谷子', '大米', '高粱'])[1 + id %% 3], region_code,
                       (array['谷子', '大米', '高粱'])[1 + id %% 3], (array['grain', 'fruit', 'vegetable'])[1 + id %% 3], 100 + id %% 1000,
                       case when id %% 10 > 0 then '{}'::jsonb end, '张', '13800000000'
                  from producer.producers""".formatted());
        afterANight();
    }

    @Test
    @DisplayName("省、市、县、乡四级，筛选和搜字，都不整表扫")
    void noListReadsAWholeTable() {
        var scans = new ArrayList<String>();
        for (var code : List.of("140000", "140400", "140423", "140423100")) {
            var scope = Scope.within(new RegionCode(code));
            var filters = List.of(
                    BaseFilter.NONE,
                    new BaseFilter(null, Crop.GRAIN, null, null, "", false),
                    new BaseFilter(null, null, false, null, "", false),
                    new BaseFilter(null, null, null, 77L, "", false),
                    new BaseFilter(null, null, null, null, "大米", false),
                    new BaseFilter(null, null, null, null, "基地777", false),
                    new BaseFilter(null, null, null, null, "没有这几个字", false));
            for (var filter : filters) {
                scans.addAll(
                        scans("bases", "base.bases", code + " " + filter, () -> bases.list(scope, filter, 0, 100)));
                scans.addAll(scans("bases total", "base.bases", code + " " + filter, () -> bases.total(scope, filter)));
            }
            scans.addAll(scans("bases chips", "base.bases", code, () -> bases.countsByRegion(scope, BaseFilter.NONE)));
            for (var filter : List.of(
                    ProducerFilter.NONE,
                    new ProducerFilter(null, ProducerKind.FAMILY_FARM, "", false),
                    new ProducerFilter(null, null, "兴农", false),
                    new ProducerFilter(null, null, "晋禾777", false))) {
                scans.addAll(scans(
                        "producers",
                        "producer.producers",
                        code + " " + filter,
                        () -> producers.list(scope, filter, 0, 100)));
                scans.addAll(scans(
                        "producers count",
                        "producer.producers",
                        code + " " + filter,
                        () -> producers.count(scope, filter)));
            }
            scans.addAll(scans(
                    "producers chips",
                    "producer.producers",
                    code,
                    () -> producers.countsByRegion(scope, ProducerFilter.NONE)));
        }
        assertThat(scans).isEmpty();
    }

    /// The table's own count of sequential scans in this transaction tells.
    private List<String> scans(String what, String table, String of, Runnable read) {
        return java.util.Objects.requireNonNull(transaction.execute(_ -> {
            read.run();
            var scans = sql.fetchValue(
                    "select coalesce(seq_scan, 0) from pg_stat_xact_user_tables where relid = cast(? as regclass)",
                    table);
            return Long.valueOf(0).equals(scans) ? List.of() : List.of(what + " " + of);
        }));
    }
}
