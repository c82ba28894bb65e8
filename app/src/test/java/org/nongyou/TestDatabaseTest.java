package org.nongyou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("测试用数据库：迁移一次，每份都干净")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TestDatabaseTest extends ApplicationTest {

    @Test
    @DisplayName("两份副本互不相见")
    void copiesAreIndependent() {
        try (var one = TestDatabase.fresh();
                var other = TestDatabase.fresh()) {
            try (var owner = one.owner()) {
                owner.execute("create table public.mark (id int)");
            }
            assertThat(tables(one)).contains("mark");
            assertThat(tables(other)).contains("divisions").doesNotContain("mark");
        }
    }

    @Test
    @Order(1)
    @DisplayName("先写一行")
    void leavesATrace() {
        sql.execute("insert into region.divisions (code, name, level, valid_from, full_name)"
                + " values ('990000', '测试省', 'province', date '2020-01-01', '测试省')");
        assertThat(sql.fetchValue("select count(*) from region.divisions where code = '990000'"))
                .isEqualTo(1L);
    }

    @Test
    @Order(2)
    @DisplayName("复原以后那一行不在了")
    void rewindTakesItAway() {
        rewind();
        assertThat(sql.fetchValue("select count(*) from region.divisions where code = '990000'"))
                .isEqualTo(0L);
    }

    @Test
    @DisplayName("应用连接不是表的主人")
    void theApplicationOwnsNothing() {
        assertThat(sql.fetchValue("select current_user")).hasToString("nongyou_app");
    }

    private static java.util.List<String> tables(TestDatabase database) {
        return database.sql()
                .select(field(name("table_name"), String.class))
                .from("information_schema.tables")
                .fetchInto(String.class);
    }
}
