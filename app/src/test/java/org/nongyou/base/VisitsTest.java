package org.nongyou.base;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.base.Tables.VISITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.SentStatements;
import org.nongyou.base.VisitFilter.Standing;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;

@DisplayName("基地检查：安排、查出问题、限期整改、跟踪核查，一环不少")
class VisitsTest extends ApplicationTest {

    private static final long SEED = 20261123;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};

    @Autowired
    Visits visits;

    @Autowired
    VisitLists lists;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    VisitFiles files;

    private Actor clerk;
    private Actor neighbour;
    private Actor leader;
    private LocalDate today;
    private int made;

    @BeforeEach
    void people() {
        rewind();
        made = 0;
        today = LocalDate.now(Ui.ZONE);
        clerk = TestPeople.of(sql, offices, accounts, "xiangyuan", "140423", Role.CLERK);
        neighbour = TestPeople.of(sql, offices, accounts, "huguan", "140427", Role.CLERK);
        leader = TestPeople.of(sql, offices, accounts, "leader", "140423", Role.LEADER);
        sql.execute("""
                insert into producer.producers (kind, name, identity_digest, region_code, contact_name, phone)
                select 'cooperative', '示例社' || n, 'digest' || n, '140423', '张示例', '13800000000' from generate_series(1, 3) n""");
    }

    private long aBase(String region, long producer) {
        return sql.insertInto(BASES)
                .set(BASES.NUMBER, "V-" + ++made)
                .set(BASES.PRODUCER_ID, producer)
                .set(BASES.PRODUCER_NAME, "示例社" + producer)
                .set(BASES.NAME, "示例基地" + made)
                .set(BASES.REGION_CODE, region)
                .set(BASES.PRODUCT, "谷子")
                .set(BASES.AREA_MU, BigDecimal.TEN)
                .set(BASES.RESPONSIBLE_NAME, "张示例")
                .set(BASES.SUPERVISION_PHONE, "13800000000")
                .returning(BASES.ID)
                .fetchSingle()
                .getId();
    }

    private VisitPlan plan(int days, Long... bases) {
        return new VisitPlan(List.of(bases), "第一轮", today.plusDays(days).toString(), "马会兰");
    }

    private Visit open(long base) {
        return visits.of(clerk.scope(), base, 20).stream()
                .filter(one -> one.state() == VisitState.PLANNED)
                .findFirst()
                .orElseThrow();
    }

    private Decision<Visit> record(Visit one, String outcome, String findings, @Nullable Integer rectifyIn) {
        return visits.record(
                clerk,
                one.id(),
                one.revision(),
                new VisitForm(
                        today.toString(),
                        outcome,
                        findings,
                        rectifyIn == null ? "" : today.plusDays(rectifyIn).toString()));
    }

    @Test
    @DisplayName("查出问题自动安排核查；核查又有问题再限一次；核查没问题，前面的都改好了")
    void foundAndMended() {
        long base = aBase("140423100", 1);
        assertThat(visits.plan(clerk, plan(10, base)).orElseThrow()).isEqualTo(1);
        assertThat(said(visits.plan(clerk, plan(12, base)))).containsExactly("这些基地都已经安排了检查，或者已经注销");
        var first = record(open(base), "defects", "投入品台账缺 3 月的", 15).orElseThrow();
        assertThat(first.state()).isEqualTo(VisitState.MENDING);
        var again = open(base);
        assertThat(again.follows()).isEqualTo(first.id());
        assertThat(again.dueOn()).isEqualTo(today.plusDays(15));
        assertThat(said(visits.drop(clerk, again.id(), again.revision(), "不查")))
                .containsExactly("跟踪核查不能撤：上次查出的问题还没有改好");
        var second = record(again, "defects", "补了两页，还缺一页", 20).orElseThrow();
        record(open(base), "sound", "台账补齐", null).orElseThrow();
        assertThat(visits.of(clerk.scope(), base, 20))
                .extracting(one -> one.kindTitle() + one.state().title())
                .containsExactly("跟踪核查没有问题", "跟踪核查已改好", "定期检查已改好");
        assertThat(visits.find(clerk.scope(), second.id()).orElseThrow().closedOn())
                .isEqualTo(today);
        assertThat(sql.select(BASES.VISITED_ON)
                        .from(BASES)
                        .where(BASES.ID.eq(base))
                        .fetchSingle()
                        .value1())
                .isEqualTo(today);
        assertThat(said(record(first, "sound", "好", null))).containsExactly("这次检查现在是“已改好”，不能再记");
    }

    @Test
    @DisplayName("填错的一次说全；别的县看不到；领导不能记；撤要写原因")
    void wrongInput() {
        long base = aBase("140423", 1);
        assertThat(said(visits.plan(clerk, new VisitPlan(List.of(), "", "2020-01-01", " "))))
                .containsExactly("至少选一个基地", "2020-01-01 已经过了，最早填今天（" + Ui.date(today) + "）", "写上谁去检查");
        assertThat(said(visits.plan(leader, plan(3, base)))).containsExactly("基地检查由辖区的经办或乡镇监管员安排和记录");
        assertThat(said(visits.plan(neighbour, plan(3, base)))).containsExactly("这些基地都已经安排了检查，或者已经注销");
        visits.plan(clerk, plan(3, base)).orElseThrow();
        var one = open(base);
        assertThatThrownBy(() -> visits.drop(neighbour, one.id(), 1, "不查")).isInstanceOf(NotFound.class);
        assertThat(said(visits.record(
                        clerk, one.id(), 1, new VisitForm(today.plusDays(1).toString(), "", "", ""))))
                .containsExactly(
                        Ui.date(today.plusDays(1)) + " 还没有到，最晚填今天（" + Ui.date(today) + "）", "选“没有问题”或者“有问题”", "写上检查情况");
        assertThat(said(record(one, "defects", "缺台账", null))).containsExactly("填上哪天");
        assertThat(said(visits.drop(clerk, one.id(), 1, " "))).containsExactly("写上为什么不查了");
        assertThat(visits.drop(clerk, one.id(), 1, "基地停产").orElseThrow().state())
                .isEqualTo(VisitState.DROPPED);
    }

    @Test
    @DisplayName("页面：勾选安排一轮，错了填的还在，记下检查，台账能导出")
    void pages() throws Exception {
        long base = aBase("140423", 1);
        assertThat(page(clerk, "/bases/visits")).contains("1 个基地 12 个月没有查过", "示例基地1", "没有查过");
        var wrong = mvc.perform(post("/bases/visits")
                        .param("standing", "due")
                        .param("base", "" + base)
                        .param("checker", "马会兰")
                        .param("dueOn", "")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(wrong).contains("填上哪天", "value=\"马会兰\"");
        mvc.perform(post("/bases/visits")
                        .param("base", "" + base)
                        .param("checker", "马会兰")
                        .param("dueOn", today.plusDays(9).toString())
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(clerk, "/bases/visits")).contains("待检查 1 个");
        assertThat(page(clerk, "/bases/" + base)).contains("待检查", "马会兰");
        assertThat(page(clerk, "/bases/" + base + "/visits")).contains("记定期检查", "撤掉这次检查");
        mvc.perform(post("/bases/" + base + "/visits/" + open(base).id())
                        .param("revision", "1")
                        .param("visitedOn", today.toString())
                        .param("outcome", "defects")
                        .param("findings", "缺台账")
                        .param("rectifyBy", today.plusDays(5).toString())
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().is3xxRedirection());
        assertThat(page(clerk, "/bases/visits?standing=mending")).contains("缺台账", "前改好");
        assertThat(page(leader, "/bases/" + base + "/visits"))
                .doesNotContain("撤掉这次检查")
                .contains("缺台账");
        mvc.perform(get("/bases/" + base + "/visits").with(SignedInAs.actor(neighbour)))
                .andExpect(status().isNotFound());
    }

    @Test
    @DisplayName("照片先传后记：错了不用再选，记下以后只能加不能撤，别的县看不到，主体看得到")
    void photographs() throws Exception {
        long base = aBase("140423", 1);
        visits.plan(clerk, plan(10, base)).orElseThrow();
        var one = open(base);
        var path = "/bases/" + base + "/visits/" + one.id();
        var photo = new MockMultipartFile("files", "台账.png", "image/png", PNG);
        var wrong = new MockMultipartFile("files", "台账.exe", "image/png", "MZ".getBytes(StandardCharsets.UTF_8));
        var answer = mvc.perform(multipart(path)
                        .file(photo)
                        .file(wrong)
                        .param("revision", "1")
                        .param("findings", "缺 3 月台账")
                        .with(SignedInAs.actor(clerk)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer).contains("缺 3 月台账", "台账.png", "台账.exe").containsOnlyOnce("删掉<");
        mvc.perform(multipart(path).file(photo).param("do", "attach").with(SignedInAs.actor(neighbour)))
                .andExpect(status().isNotFound());
        assertThat(said(files.attach(leader, one.id(), "台账.png", new ByteArrayInputStream(PNG))))
                .containsExactly("基地检查由辖区的经办或乡镇监管员安排和记录");
        record(one, "sound", "台账补齐", null).orElseThrow();
        var kept = filesOf(one).getFirst();
        assertThat(said(files.detach(clerk, one.id(), kept.id()))).containsExactly("检查记下以后，附件就留着，不能撤；要补的再加一个");
        mvc.perform(multipart(path).file(photo).param("do", "attach").with(SignedInAs.actor(clerk)))
                .andExpect(status().isOk());
        assertThat(filesOf(one)).hasSize(2).allMatch(VisitFile::kept);
        assertThat(kept.file().producerId()).isEqualTo(1);
        assertThat(page(leader, "/bases/" + base + "/visits"))
                .contains("台账.png")
                .doesNotContain("补附件");
    }

    private List<VisitFile> filesOf(Visit one) {
        return files.of(List.of(one)).getOrDefault(one.id(), List.of());
    }

    private record Kept(long visit, String place, long producer, String state, LocalDate due) {}

    @Test
    @DisplayName("清单、该安排的基地、数：五级用户和蛮力答案一致")
    void everyRead() {
        var random = new Random(SEED);
        var all = new ArrayList<Kept>();
        var idle = new ArrayList<Kept>();
        for (int n = 0; n < 60; n++) {
            var place = pick(random, PLACES);
            long producer = 1 + random.nextInt(3);
            long base = aBase(place, producer);
            var state = pick(random, List.of("planned", "sound", "mending", "none"));
            var due = today.plusDays(random.nextInt(20) - 10);
            if (state.equals("none")) {
                idle.add(new Kept(base, place, producer, state, due));
                continue;
            }
            boolean visited = !state.equals("planned");
            if (visited)
                sql.update(BASES)
                        .set(BASES.VISITED_ON, today)
                        .where(BASES.ID.eq(base))
                        .execute();
            long id = sql.insertInto(VISITS)
                    .set(VISITS.BASE_ID, base)
                    .set(VISITS.BASE_NAME, "基地")
                    .set(VISITS.PRODUCER_ID, producer)
                    .set(VISITS.PRODUCER_NAME, "社")
                    .set(VISITS.REGION_CODE, place)
                    .set(VISITS.DUE_ON, due)
                    .set(VISITS.CHECKER, "某人")
                    .set(VISITS.OFFICE_ID, 1L)
                    .set(VISITS.OFFICE_NAME, "局")
                    .set(VISITS.STATE, state)
                    .set(VISITS.VISITED_ON, visited ? today : null)
                    .set(VISITS.FINDINGS, visited ? "看过" : "")
                    .set(VISITS.RECTIFY_BY, state.equals("mending") ? due : null)
                    .set(VISITS.RECORDED_BY_NAME, "某人")
                    .returning(VISITS.ID)
                    .fetchSingle()
                    .getId();
            all.add(new Kept(id, place, producer, state, due));
        }
        for (var scope : scopes(1, 2)) {
            for (var standing : Standing.values()) {
                var filter = new VisitFilter(standing, null, 12);
                var expected = (standing == Standing.DUE ? idle : all)
                        .stream()
                                .filter(one -> sees(scope, one.place(), one.producer()))
                                .filter(one -> switch (standing) {
                                    case LATE ->
                                        one.state().equals("planned")
                                                && one.due().isBefore(today);
                                    case PLANNED ->
                                        one.state().equals("planned")
                                                && !one.due().isBefore(today);
                                    case MENDING -> one.state().equals("mending");
                                    case DONE -> one.state().equals("sound");
                                    case DUE -> true;
                                })
                                .sorted(
                                        standing == Standing.DONE
                                                ? Comparator.comparing(Kept::visit)
                                                        .reversed()
                                                : standing == Standing.DUE
                                                        ? Comparator.comparing(Kept::visit)
                                                        : Comparator.comparing(Kept::due)
                                                                .thenComparing(Kept::visit))
                                .map(Kept::visit)
                                .toList();
                assertThat(lists.list(scope, filter, null, 0, 100).stream()
                                .map(row -> row.visit() == null
                                        ? row.baseId()
                                        : row.visit().id())
                                .toList())
                        .as(scope + " " + standing)
                        .isEqualTo(expected);
                var sums = lists.sums(scope, filter);
                long counted = switch (standing) {
                    case LATE -> sums.late();
                    case PLANNED -> sums.planned();
                    case MENDING -> sums.mending();
                    case DUE -> sums.due();
                    case DONE -> expected.size();
                };
                assertThat(counted).as(scope + " " + standing).isEqualTo(expected.size());
                if (expected.size() > 2) {
                    var page = lists.list(scope, filter, null, 0, 2);
                    assertThat(lists.list(scope, filter, page.getLast(), 0, 1).getFirst())
                            .isEqualTo(lists.list(scope, filter, null, 2, 1).getFirst());
                }
            }
        }
    }

    @Test
    @DisplayName("十万个基地、十万次检查：一页只读一页")
    void atAHundredThousand() throws Exception {
        sql.execute("""
                insert into base.bases (number, producer_id, producer_name, name, region_code, product, area_mu,
                                        responsible_name, supervision_phone, visited_on)
                select 'T' || n, 1 + n % 3, '示例社', '示例基地' || n,
                       '14' || lpad((n % 11 + 1)::text, 2, '0') || lpad((n % 17 + 1)::text, 2, '0'), '谷子', 10, '张',
                       '13800000000', case when n % 3 > 0 then current_date - n % 700 end
                  from generate_series(1, 100000) n""");
        sql.execute("""
                insert into base.visits (base_id, base_name, producer_id, producer_name, region_code, due_on, checker,
                    office_id, office_name, state, visited_on, findings, rectify_by, recorded_by_name)
                select id, name, producer_id, producer_name, region_code, current_date - 30 + (id % 60)::int, '某人', 1, '局',
                       case when id % 50 = 0 then 'planned' when id % 50 = 1 then 'mending' else 'sound' end,
                       case when id % 50 > 0 then current_date end, '看过',
                       case when id % 50 = 1 then current_date + 5 end, '某人' from base.bases""");
        afterANight();
        for (var code : List.of("140000", "140400", "140404")) {
            var scope = Scope.within(new RegionCode(code));
            for (var standing : List.of(Standing.LATE, Standing.MENDING, Standing.DUE)) {
                var filter = new VisitFilter(standing, null, 12);
                var page = SentStatements.of(sql, () -> lists.list(scope, filter, null, 0, 100));
                assertThat(page.count()).isEqualTo(1);
                assertThat(page.buffers(sql))
                        .as(() -> code + " " + standing + " " + page.texts())
                        .isLessThan(2_500);
            }
        }
    }

    private static List<String> said(Decision<?> decision) {
        return decision instanceof Decision.Refused<?>(var refusal)
                ? refusal.all().stream().map(Refusal::message).toList()
                : List.of("done");
    }
}
