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
            one.sql().execute("create table public.mark (id int)");
            assertThat(tables(one)).contains("mark");
            assertThat(tables(other)).contains("divisions").doesNotContain("mark");
        }
    }

    @Test
    @Order(1)
    @DisplayName("先写一行")
    void leavesATrace() {
        sql.execute("create table public.trace (id int)");
        assertThat(sql.fetchExists(sql.selectOne().from("public.trace"))).isFalse();
    }

    @Test
    @Order(2)
    @DisplayName("复原以后那张表不在了")
    void rewindTakesItAway() {
        rewind();
        assertThat(sql.fetchValue("select to_regclass('public.trace')")).isNull();
        assertThat(sql.fetchValue("select to_regclass('region.divisions')")).isNotNull();
    }

    private static java.util.List<String> tables(TestDatabase database) {
        return database.sql()
                .select(field(name("table_name"), String.class))
                .from("information_schema.tables")
                .fetchInto(String.class);
    }
}
