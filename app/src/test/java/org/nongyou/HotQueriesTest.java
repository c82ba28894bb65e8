package org.nongyou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/// What a page asks of the database must depend on what it shows, not on how much there is. Each page is opened over
/// the loader's rows; its statements are asked again for their plans and buffers, which a busy machine does not change.
/// The times at full load stand in docs/benchmarks.md.
@DisplayName("数据多了，常开的页面也只读要看的那些行")
class HotQueriesTest extends ApplicationTest {

    private static final List<String> ORDER =
            List.of("--bases", "10000", "--cases", "20000", "--journal", "60000", "--seed", "7");

    /// What a page may ask besides three times its rows: the numbers of the menu, the chips of the places below, the
    /// total.
    private static final int FRAME = 60;

    /// The journal counts its lines up to a thousand, and those of one county lie apart.
    private static final int COUNTED = 1_100;

    /// Tables this small are read as a whole, and rightly so.
    private static final int SMALL = 2_000;

    /// @param statements that are sent at most
    /// @param besides    buffers for what is not its rows
    /// @param floor      the query that a person would write by hand for the rows; `{scope}` stands for the area
    record Listed(String path, int statements, int besides, String floor) {
        @Override
        public String toString() {
            return path;
        }
    }

    static List<Listed> lists() {
        return List.of(
                new Listed(
                        "/cases", 6, FRAME, "select * from procedure.cases where {scope} order by id desc limit 101"),
                new Listed("/cases?state=open", 6, FRAME, """
                        select * from procedure.cases where state = 'open' and {scope} order by id desc limit 101"""),
                new Listed(
                        "/bases",
                        5,
                        FRAME,
                        "select * from base.bases where active and {scope} order by id desc limit 100"),
                new Listed("/producers", 6, FRAME, """
                        select * from producer.producers where active and {scope} order by id desc limit 100"""),
                new Listed("/catalogue", 6, FRAME, """
                        select * from catalogue.listings
                         where scheme_id = 'shanxi-quality-bases' and kind = 'quality-base'
                           and status in ('listed', 'warned', 'rectifying', 'suspended') and {scope}
                         order by region_code, id limit 100"""),
                new Listed("/reserves", 4, FRAME, """
                        select * from catalogue.reserves
                         where scheme_id = 'shanxi-quality-bases' and left_on is null and {scope}
                         order by added_on desc, id desc limit 100"""),
                new Listed("/notices", 4, FRAME, """
                        select * from notice.notices where {scope} order by starts_on desc, id desc limit 101"""),
                new Listed("/journal", 4, COUNTED, """
                        select * from journal.entries where {scope} order by happened_at desc, id desc limit 101"""),
                new Listed("/public/catalogue", 4, FRAME, """
                        select * from catalogue.listings
                         where scheme_id = 'shanxi-quality-bases' and kind = 'quality-base'
                           and status in ('listed', 'warned', 'rectifying')
                         order by region_code, id limit 100"""),
                new Listed("/public/catalogue?q=谷子", 2, FRAME, """
                        select * from catalogue.listings
                         where status in ('listed', 'warned', 'rectifying') and product = '谷子'
                         order by region_code, id limit 100"""),
                new Listed("/targets", 8, FRAME, """
                        select level, class_id, left(county_code, 4), sum(n) from catalogue.listing_counts
                         where scheme_id = 'shanxi-quality-bases' and status in ('listed', 'warned', 'rectifying')
                         group by 1, 2, 3"""),
                new Listed("/", 19, FRAME, """
                        select * from procedure.cases
                         where state = 'open' and acting_office_id =
                               (select id from identity.offices where region_code = '{region}' and department = 'agriculture')
                         order by due_on nulls last, id limit 100"""));
    }

    /// @param buffers that are touched at most: about twice what is seen
    record Other(String path, int statements, int buffers) {
        @Override
        public String toString() {
            return path;
        }
    }

    static List<Other> others() {
        return List.of(
                new Other("/cases?q=谷子", 6, 9_000),
                new Other("/bases?q=谷子", 5, 2_000),
                new Other("/producers?q=合作社", 6, 800),
                new Other("/catalogue?q=谷子", 7, 1_200),
                new Other("/notices?q=谷子", 4, 2_500),
                new Other("/search?q=谷子", 4, 500),
                new Other("/search?q=没有的", 4, 500),
                new Other("/targets/shanxi-quality-bases/national-bases", 11, 100),
                new Other("/figures", 4, 50),
                new Other("/schemes", 4, 50),
                new Other("/dashboard", 14, 12_000),
                new Other("/admin/offices", 7, 200),
                new Other("/admin/accounts", 7, 500),
                new Other("/jobs", 3, 50),
                new Other("/public", 5, 400),
                new Other("/public/catalogue?q=没有的", 2, 500),
                new Other("/public/notices", 3, 250));
    }

    @Autowired
    List<Command> commands;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    Actor province;
    Actor county;
    final Map<String, Long> bigTables = new HashMap<>();

    @BeforeAll
    void rows() {
        var load = commands.stream()
                .filter(one -> one.name().equals("load"))
                .findFirst()
                .orElseThrow();
        assertThat(load.run(ORDER, new PrintStream(OutputStream.nullOutputStream())))
                .isZero();
        // Once more: jobs that waited for the loader may have looked on while it tidied up.
        afterANight();
        province = person("of.province", "140000");
        county = person("of.county", "140423");
        sql.resultQuery("""
                select n.nspname || '.' || c.relname, c.relpages::bigint from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind = 'r' and c.reltuples > %d and n.nspname not in ('pg_catalog', 'region')
                   and c.relname not like '%%\\_counts'""".formatted(SMALL))
                .forEach(row -> bigTables.put(row.get(0, String.class), row.get(1, Long.class)));
        assertThat(bigTables)
                .containsKeys(
                        "base.bases",
                        "producer.producers",
                        "procedure.cases",
                        "procedure.acts",
                        "catalogue.listings",
                        "notice.notices");
    }

    private Actor person(String name, String region) {
        return TestPeople.of(
                sql,
                offices,
                accounts,
                name,
                region,
                Role.LEADER,
                Role.REVIEWER,
                Role.CLERK,
                Role.AUDITOR,
                Role.ADMINISTRATOR);
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("清单、待办、指标、公开检索：缓冲块不超过手写查询的 3 倍加页面框架；县级在行之外问的不比省级多")
    void lists(Listed page) throws Exception {
        long ofProvince = besidesItsRows(page, province);
        long ofCounty = besidesItsRows(page, county);
        if (page.besides() == FRAME) assertThat(ofCounty).as("county").isLessThanOrEqualTo(ofProvince + FRAME);
    }

    /// The newest hundred rows of a province lie side by side, those of one county each on a page of its own; so the
    /// rows are left out where the two are compared.
    private long besidesItsRows(Listed page, Actor actor) throws Exception {
        var area =
                actor.region().equals(province.region()) ? "true" : "left(region_code, 6) = '" + county.region() + "'";
        var byHand = page.floor()
                .replace("{scope}", area)
                .replace("{region}", actor.region().value());
        long rows = SentStatements.explain(sql, byHand).buffers();
        var plans = plans(page.path(), actor, page.statements());
        assertThat(buffers(plans))
                .as(() -> "%s in %s, by hand %d%n%s".formatted(page, actor.region(), rows, told(plans)))
                .isLessThanOrEqualTo(3 * rows + page.besides());
        return Math.max(0, buffers(plans) - rows);
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("搜字和其他页面：不整表扫，缓冲块和语句数有上限")
    void others(Other page) throws Exception {
        for (var actor : List.of(province, county)) {
            var plans = plans(page.path(), actor, page.statements());
            assertThat(buffers(plans))
                    .as(() -> "%s in %s%n%s".formatted(page, actor.region(), told(plans)))
                    .isLessThanOrEqualTo(page.buffers());
        }
    }

    /// The second look: the first reads into memory what all later ones share. A third where what is kept for some
    /// seconds has just run out.
    private List<SentStatements.Plan> plans(String path, Actor actor, int statements) throws Exception {
        open(path, actor);
        var sent = SentStatements.of(sql, () -> open(path, actor));
        if (sent.texts().size() > statements) sent = SentStatements.of(sql, () -> open(path, actor));
        assertThat(sent.texts()).hasSizeLessThanOrEqualTo(statements);
        var plans = sent.plans(sql);
        for (var plan : plans) assertThat(plan.scans()).as(plan.statement()).noneMatch(this::readsMostOfABigTable);
        return plans;
    }

    private static long buffers(List<SentStatements.Plan> plans) {
        return plans.stream().mapToLong(SentStatements.Plan::buffers).sum();
    }

    /// A failure far away must say by itself which statement it was.
    private static String told(List<SentStatements.Plan> plans) {
        return plans.stream()
                .map(plan -> plan.buffers() + " " + plan.statement().replaceAll("\\s+", " "))
                .collect(Collectors.joining("\n"));
    }

    private boolean readsMostOfABigTable(SentStatements.Scan scan) {
        var pages = bigTables.get(scan.table());
        return pages != null && scan.buffers() * 2 > pages;
    }

    private void open(String path, Actor actor) throws Exception {
        var answer = mvc.perform(request(path, actor)).andReturn().getResponse();
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
    }

    private static MockHttpServletRequestBuilder request(String path, Actor actor) {
        int typed = path.indexOf("q=") + 2;
        var request = typed < 2 ? get(path) : get(path.substring(0, typed) + "{q}", path.substring(typed));
        return path.startsWith("/public") ? request : request.with(SignedInAs.actor(actor));
    }
}
