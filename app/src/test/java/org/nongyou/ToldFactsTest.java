package org.nongyou;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.kernel.FactSource;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("方案要的数，平台有就告诉，没有就不回答")
class ToldFactsTest extends ApplicationTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);

    @Autowired
    List<FactSource> sources;

    @BeforeEach
    void rows() {
        rewind();
    }

    private @Nullable Object told(String fact, String id) {
        var subject = fact.substring(0, fact.indexOf('.'));
        return sources.stream()
                .filter(source -> source.supplies().contains(fact))
                .map(source -> source.values(subject, id, Set.of(fact), DAY).get(fact))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .map(value -> value.value())
                .orElse(null);
    }

    @Test
    @DisplayName("地方标准：这一地方现行的才算；标准的种类按编号或者行号找得到")
    void standards() {
        assertThat(told("region.local_standards", "140000")).isNull();
        sql.execute("""
                insert into standard.standards (number, series, kind, year, title, field, region_code, in_force_from,
                        ended_on, recorded_by, recorded_at)
                select 'DB' || code || '/T ' || i, 's' || i, 'local', 2022, '测试规程', 'planting', code || '0000',
                       date '2022-01-01' + i * 365, case when i = 3 then date '2026-06-30' end, '测试', now()
                  from generate_series(1, 5) i, unnest(array['14', '62']) code
                """);
        // 1 and 2 hold, 3 ended today, 4 holds, 5 begins next year.
        assertThat(told("region.local_standards", "140000")).isEqualTo(3L);
        assertThat(told("region.local_standards", "140400")).isNull();
        assertThat(told("standard.kind", "DB14/T 1")).isEqualTo("local");
        assertThat(told("standard.kind", "GB 2763-2026")).isEqualTo("national");
        assertThat(told("standard.kind", "T1")).isNull();
    }

    @Test
    @DisplayName("生产模式：本地总结的，按年")
    void modes() {
        sql.execute("""
                insert into practice.modes (region_code, title, produce, body, clause, year, office_name, recorded_by)
                values ('140423', '玉米豆带状种植', '玉米', '正文', '四（四）', 2026, '县局', '测试'),
                       ('140423', '明年的', '玉米', '正文', '四（四）', 2027, '县局', '测试')
                """);
        assertThat(told("region.production_modes", "140423")).isEqualTo(1L);
        assertThat(told("region.production_modes", "140400")).isEqualTo(1L);
        assertThat(told("region.production_modes", "140427")).isNull();
    }

    @Test
    @DisplayName("宣传材料：只算确认了的“篇”，本级报的先算，没有才加下面的")
    void articles() {
        sql.execute("""
                with scheme as (select id, version from scheme.schemes order by id limit 1),
                dispatch as (
                    insert into task.dispatches (form_key, kind, scheme_id, scheme_version, title, clauses, office_id,
                        office_name, region_code, created_by, created_by_name, created_at)
                    select 'k', 'list', id, version, '清单', '{六}', 1, '省厅', '140000', 1, '测试', now() from scheme
                    returning id, scheme_id, scheme_version),
                given as (
                    insert into task.assignments (dispatch_id, scheme_id, scheme_version, task_key, title, clauses,
                        office_id, office_name, region_code, span_year, from_on, due_on)
                    select id, scheme_id, scheme_version, 'articles', '报送', '{六}', i, '局', code, 2026,
                           date '2026-01-01', date '2026-12-31'
                      from dispatch, (values (1, '140400'), (2, '140423'), (3, '140427'), (4, '140100')) of (i, code)
                    returning id, scheme_id, office_id, region_code)
                insert into task.figures (assignment_id, title, unit, amount, region_code, scheme_id, task_key, span_year,
                    confirmed)
                select id, '宣传材料', '篇', office_id, region_code, scheme_id, 'articles', 2026, office_id <> 4 from given
                """);
        assertThat(told("region.articles", "140400")).isEqualTo(1L);
        assertThat(told("region.articles", "140427")).isEqualTo(3L);
        assertThat(told("region.articles", "140100")).isNull();
        assertThat(told("region.articles", "140000")).isEqualTo(6L);
    }

    @Test
    @DisplayName("示范点：目录里在册的才算；经过申报验收进来的才算验收过")
    void sites() {
        sql.execute("""
                insert into catalogue.listings (number, scheme_id, scheme_version, kind, level, subject_kind, subject_id,
                    title, region_code, listed_on, public_code, case_id, status)
                select 'n' || i, 'zhangye-organic-2025', 1, kind, 'city', 'site', i::text, '点', '620702107',
                       date '2026-01-05', 'p' || i, the_case, status
                  from (values (1, 'demo-site', 7, 'listed'), (2, 'demo-site', null, 'listed'),
                               (3, 'demo-site', 8, 'removed'), (4, 'visual-site', 9, 'listed'))
                       of (i, kind, the_case, status)
                """);
        assertThat(told("site.listed_as_demo", "1")).isEqualTo(true);
        assertThat(told("site.accepted", "1")).isEqualTo(true);
        assertThat(told("site.listed_as_demo", "2")).isEqualTo(true);
        assertThat(told("site.accepted", "2")).isNull();
        for (var other : List.of("3", "4", "5"))
            assertThat(told("site.listed_as_demo", other)).isNull();
    }
}
