package org.nongyou.region;

import static nongyoudb.region.Tables.DIVISIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.TestDatabase;
import org.nongyou.kernel.Level;

@DisplayName("随产品带来的区划")
class DivisionsTest {

    static TestDatabase database;
    static DSLContext sql;
    static Divisions divisions;

    @BeforeAll
    static void load() {
        database = TestDatabase.fresh();
        sql = database.sql();
        divisions = new Divisions(sql);
        new DivisionLoader(sql, divisions).loadOnce();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    @DisplayName("山西 11 市 117 县，湖南 14 市 122 县，张掖 6 县；全国到县 3,225 个")
    void countsAreThoseOfTheSources() {
        assertThat(divisions.within(RegionCode.of("140000"), Level.CITY)).hasSize(11);
        assertThat(divisions.within(RegionCode.of("140000"), Level.COUNTY)).hasSize(117);
        assertThat(divisions.within(RegionCode.of("430000"), Level.CITY)).hasSize(14);
        assertThat(divisions.within(RegionCode.of("430000"), Level.COUNTY)).hasSize(122);
        assertThat(divisions.within(RegionCode.of("620700"), Level.COUNTY)).hasSize(6);
        assertThat(sql.fetchCount(
                        DIVISIONS,
                        DIVISIONS.LEVEL.in("province", "city", "county").and(DIVISIONS.VALID_TO.isNull())))
                .isEqualTo(3225);
    }

    @Test
    @DisplayName("乡镇和村都挂在存在的上级下面，统计用的开发区不在其中")
    void everyDivisionHangsOnAnother() {
        var parents = DIVISIONS.as("parents");
        assertThat(sql.fetchCount(
                        DIVISIONS,
                        DIVISIONS.PARENT_CODE.notIn(sql.select(parents.CODE).from(parents))))
                .isZero();
        assertThat(sql.fetchCount(DIVISIONS, DIVISIONS.CODE.like("140171%"))).isZero();
    }

    @Test
    @DisplayName("祁阳县成了祁阳市，两边都能找到对方")
    void aSuccessorIsLinkedBothWays() {
        var old = RegionCode.of("431121");
        var now = RegionCode.of("431181");
        assertThat(divisions.changes(old))
                .anySatisfy(change -> assertThat(change.newCode()).isEqualTo("431181"));
        assertThat(divisions.changes(now))
                .anySatisfy(change -> assertThat(change.oldName()).isEqualTo("祁阳县"));
        assertThat(divisions.find(old))
                .hasValueSatisfying(division -> assertThat(division.validTo()).isNotNull());
        assertThat(divisions.children(RegionCode.of("431100")))
                .extracting(Division::name)
                .contains("祁阳市")
                .doesNotContain("祁阳县");
    }

    @Test
    @DisplayName("印错的字改正，名字从省写到自己")
    void namesAreWhole() {
        assertThat(divisions.find(RegionCode.of("620721205")))
                .map(Division::name)
                .contains("祁丰藏族乡");
        assertThat(divisions.path(RegionCode.of("140423"))).isEqualTo("山西省·长治市·襄垣县");
    }

    @Test
    @DisplayName("辖区条件对五级都和逐行比对的结果一样")
    void scopeEqualsBruteForce() {
        var all = sql.select(DIVISIONS.CODE).from(DIVISIONS).fetch(DIVISIONS.CODE);
        for (var code : List.of("000000", "140000", "140400", "140423", "140423100", "140423100007")) {
            var region = RegionCode.of(code);
            var expected = all.stream()
                    .filter(one -> region.contains(RegionCode.of(one)))
                    .toList();
            var found = sql.select(DIVISIONS.CODE)
                    .from(DIVISIONS)
                    .where(Scope.within(region).on(DIVISIONS.CODE))
                    .fetch(DIVISIONS.CODE);
            assertThat(found)
                    .as(code)
                    .containsExactlyInAnyOrderElementsOf(expected)
                    .isNotEmpty();
        }
    }

    @Test
    @DisplayName("第二次不再装")
    void loadsOnce() {
        assertThat(new DivisionLoader(sql, divisions).loadOnce()).isZero();
    }
}
