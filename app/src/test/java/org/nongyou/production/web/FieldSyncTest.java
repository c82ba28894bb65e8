package org.nongyou.production.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.base.Base;
import org.nongyou.base.BaseForm;
import org.nongyou.base.BaseForm.PlotForm;
import org.nongyou.base.Bases;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.producer.CreditCode;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.Producers;
import org.nongyou.production.BatchActs;
import org.nongyou.production.Batches;
import org.nongyou.production.FarmAct;
import org.nongyou.production.FarmActFilter;
import org.nongyou.production.FarmLog;
import org.nongyou.region.DivisionLoader;
import org.nongyou.web.Clocks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("手机传上来的农事：不丢、不重、说得清")
class FieldSyncTest extends ApplicationTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 18);
    private static final Instant NOON = Instant.parse("2026-06-18T04:00:00Z");

    @Autowired
    Producers producers;

    @Autowired
    Bases bases;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    DivisionLoader divisions;

    @Autowired
    FarmLog log;

    @Autowired
    Batches batches;

    @Autowired
    BatchActs batchActs;

    @Autowired
    Clocks.Movable clock;

    Actor clerk;
    Actor farmer;
    Actor neighbour;
    Base farm;
    private int codes;

    @BeforeAll
    void people() {
        clock.set(NOON);
        divisions.loadOnce();
        clerk = TestPeople.of(sql, offices, accounts, "field-clerk", "140423", Role.CLERK);
        farm = aFarm("农示例一社", List.of("1号棚", "2号棚", "3号棚"));
        farmer = TestPeople.producer(accounts, "field-farmer", farm.producerId(), "140423");
        neighbour = TestPeople.producer(
                accounts, "field-neighbour", aFarm("农示例二社", List.of("南坡")).producerId(), "140423");
    }

    @BeforeEach
    void noon() {
        clock.set(NOON);
    }

    @AfterAll
    void release() {
        clock.release();
    }

    private Base aFarm(String name, List<String> plots) {
        var body = "93140423MA%07d".formatted(900 + ++codes);
        var producer = producers
                .register(
                        clerk,
                        new ProducerForm(
                                "cooperative",
                                name,
                                body + CreditCode.checkCharacter(body),
                                "",
                                "140423",
                                "示例村",
                                "张示例",
                                "13800000000",
                                List.of("vegetable"),
                                true,
                                false))
                .orElseThrow();
        return bases.register(
                        clerk,
                        new BaseForm(
                                String.valueOf(producer.id()),
                                name + "的基地",
                                "140423",
                                "示例镇",
                                "番茄",
                                "vegetable",
                                "30",
                                "张示例",
                                "0355-5550188",
                                "",
                                "",
                                "",
                                "",
                                "",
                                "",
                                plots.stream()
                                        .map(plot -> new PlotForm(plot, "greenhouse", "3", "番茄", ""))
                                        .toList(),
                                List.of()))
                .orElseThrow();
    }

    private ObjectNode entry(String kind, LocalDate on, int... plots) {
        var one = JSON.createObjectNode()
                .put("clientId", UUID.randomUUID().toString())
                .put("kind", kind)
                .put("baseId", farm.id())
                .put("on", on.toString())
                .put("operator", "张示例")
                .put("recordedAt", "2026-06-18T03:59:00Z");
        var ids = one.putArray("plotIds");
        for (int plot : plots) ids.add(farm.plots().get(plot).id());
        return one;
    }

    private static ObjectNode withInput(ObjectNode entry, String name, String amount) {
        entry.putArray("inputs")
                .addObject()
                .put("kind", "FERTILISER")
                .put("name", name)
                .put("amount", amount)
                .put("unit", "公斤");
        return entry;
    }

    private String message(Actor actor, JsonNode... entries) {
        var message = JSON.createObjectNode()
                .put("account", actor.accountId())
                .put("sentAt", clock.instant().toString());
        var list = message.putArray("entries");
        for (var one : entries) list.add(one);
        return message.toString();
    }

    private JsonNode sync(Actor actor, String message) throws Exception {
        var answer = mvc.perform(post("/field/sync")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(message)
                        .with(SignedInAs.actor(actor)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse();
        assertThat(answer.getHeader("Cache-Control")).contains("no-store");
        return JSON.readTree(answer.getContentAsString(StandardCharsets.UTF_8));
    }

    private JsonNode sync(Actor actor, JsonNode... entries) throws Exception {
        return sync(actor, message(actor, entries));
    }

    private static String state(JsonNode answer, int at) {
        return answer.path("answers").path(at).path("state").asString("");
    }

    private List<FarmAct> acts() {
        return log.list(farmer.scope(), FarmActFilter.NONE, 0, 1000);
    }

    @Test
    @DisplayName("同一条传两次，还是一条；第二次答已经有了")
    void sentTwice() throws Exception {
        var water = entry("IRRIGATE", TODAY, 0, 1, 2);
        assertThat(state(sync(farmer, water), 0)).isEqualTo("kept");
        clock.set(NOON.plusSeconds(60));
        var answer = sync(farmer, water, entry("WEED", TODAY, 0));
        assertThat(state(answer, 0)).isEqualTo("already");
        assertThat(state(answer, 1)).isEqualTo("kept");
        assertThat(acts())
                .filteredOn(act ->
                        act.clientId().toString().equals(water.path("clientId").asString()))
                .singleElement()
                .satisfies(act -> assertThat(act.plots()).hasSize(3));
    }

    @Test
    @DisplayName("先做的后传上来也收；哪天做的、哪时记的、哪时收到的都在")
    void outOfOrder() throws Exception {
        var later = entry("PRUNE", TODAY, 1);
        var earlier = entry("IRRIGATE", TODAY.minusDays(9), 1).put("recordedAt", "2026-06-09T01:00:00Z");
        assertThat(state(sync(farmer, later), 0)).isEqualTo("kept");
        clock.set(NOON.plusSeconds(3600));
        var answer = sync(farmer, earlier);
        assertThat(state(answer, 0)).isEqualTo("kept");
        var kept = log.find(
                        farmer.scope(),
                        answer.path("answers").path(0).path("id").asLong())
                .orElseThrow();
        assertThat(kept.on()).isEqualTo(TODAY.minusDays(9));
        assertThat(kept.recordedAt()).isEqualTo("2026-06-09T01:00:00Z");
        assertThat(kept.receivedAt()).isEqualTo(NOON.plusSeconds(3600));
    }

    @Test
    @DisplayName("手机的钟快三天：说出来；两个时间都留；日子在以后的不收")
    void wrongClock() throws Exception {
        var phone = NOON.plusSeconds(3 * 86400);
        var fits = entry("IRRIGATE", TODAY, 2).put("recordedAt", phone.toString());
        var ahead = entry("IRRIGATE", TODAY.plusDays(3), 2).put("recordedAt", phone.toString());
        var message = (ObjectNode) JSON.readTree(message(farmer, fits, ahead));
        message.put("sentAt", phone.toString());
        var answer = sync(farmer, message.toString());
        assertThat(answer.path("clock").asString()).isEqualTo("手机的钟快了 3 天，看看记的日子对不对");
        assertThat(state(answer, 0)).isEqualTo("kept");
        assertThat(state(answer, 1)).isEqualTo("refused");
        assertThat(answer.path("answers").path(1).path("sentence").asString()).isNotBlank();
        assertThat(log.find(
                                farmer.scope(),
                                answer.path("answers").path(0).path("id").asLong())
                        .orElseThrow()
                        .receivedAt())
                .isEqualTo(NOON);
        message.put("sentAt", "0000-13-77");
        assertThat(sync(farmer, message.toString()).path("clock").asString()).isEmpty();
    }

    @Test
    @DisplayName("一条不对，别的照收；不对的说得出为什么")
    void eachByItself() throws Exception {
        var elsewhere = entry("IRRIGATE", TODAY, 0);
        elsewhere.putArray("plotIds").add(Long.MAX_VALUE);
        // Half of a sign, as a broken keyboard may send it.
        var message = message(
                farmer,
                entry("DANCE", TODAY, 0),
                entry("HARVEST", TODAY, 0),
                elsewhere,
                entry("IRRIGATE", TODAY, 0).put("clientId", "1-1-1-1-1"),
                entry("IRRIGATE", TODAY, 0).put("on", "2026-02-30"),
                withInput(entry("FERTILISE", TODAY, 0), "有机肥", "1e999999999"),
                withInput(entry("FERTILISE", TODAY, 0), "有机\0肥HALF", "20.5"));
        var answer = sync(farmer, message.replace("HALF", "\\ud800"));
        for (int i = 0; i < 6; i++) {
            assertThat(state(answer, i)).as("entry " + i).isEqualTo("refused");
            assertThat(answer.path("answers").path(i).path("sentence").asString())
                    .isNotBlank();
        }
        assertThat(state(answer, 6)).isEqualTo("kept");
        assertThat(acts().getFirst().inputs().getFirst().name()).isEqualTo("有机肥");
    }

    @Test
    @DisplayName("看不懂的整封信不收，也不出错")
    void notAMessage() throws Exception {
        var account = farmer.accountId();
        for (var body : List.of(
                "",
                "[]",
                "null",
                "{",
                "{\"account\":\"x\",\"entries\":[]}",
                "{\"account\":" + account + "}",
                "{\"account\":" + account + ",\"entries\":{}}",
                "{\"account\":1e400,\"entries\":[]}",
                "[".repeat(100_000),
                "{\"account\":" + account + ",\"entries\":[" + "{},".repeat(60) + "{}]}"))
            mvc.perform(post("/field/sync")
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(body)
                            .with(SignedInAs.actor(farmer)))
                    .andExpect(status().isBadRequest());
        mvc.perform(post("/field/sync").content(new byte[1024 * 1024 + 1]).with(SignedInAs.actor(farmer)))
                .andExpect(status().isContentTooLarge());
        assertThat(state(sync(farmer, "{\"account\":" + account + ",\"entries\":[7]}"), 0))
                .isEqualTo("refused");
    }

    @Test
    @DisplayName("换了人登录，前一个人的不收，也看不到；编号撞上别人的不收")
    void anotherPerson() throws Exception {
        var water = entry("IRRIGATE", TODAY, 0);
        mvc.perform(post("/field/sync")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(message(farmer, water))
                        .with(SignedInAs.actor(neighbour)))
                .andExpect(status().isConflict());
        assertThat(acts())
                .noneMatch(act ->
                        act.clientId().toString().equals(water.path("clientId").asString()));
        // The neighbour's phone cannot write for a base that is not his.
        assertThat(state(sync(neighbour, water), 0)).isEqualTo("refused");
        assertThat(state(sync(farmer, water), 0)).isEqualTo("kept");
        var own = bases.find(neighbour.scope(), neighbourBase()).orElseThrow();
        var same = water.deepCopy().put("baseId", own.id());
        same.putArray("plotIds").add(own.plots().getFirst().id());
        var answer = sync(neighbour, same);
        assertThat(state(answer, 0)).isEqualTo("refused");
        assertThat(answer.toString()).doesNotContain("农示例一社");
        assertThat(data(neighbour).toString()).doesNotContain("农示例一社", "1号棚");
    }

    private long neighbourBase() throws Exception {
        return data(neighbour).path("plots").path(0).path("baseId").asLong();
    }

    private JsonNode data(Actor actor) throws Exception {
        var answer = mvc.perform(get("/field/data").with(SignedInAs.actor(actor)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse();
        assertThat(answer.getHeader("Cache-Control")).contains("no-store");
        return JSON.readTree(answer.getContentAsString(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("登录过期：传的答要登录，没有令牌的不收，什么也没写")
    void sessionExpired() throws Exception {
        int before = acts().size();
        mvc.perform(get("/field/data")).andExpect(status().is3xxRedirection());
        mvc.perform(post("/field/sync")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(message(farmer, entry("IRRIGATE", TODAY, 0)))
                        .with(SignedInAs.visitor()))
                .andExpect(status().isUnauthorized());
        mvc.perform(post("/field/sync")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(message(farmer, entry("IRRIGATE", TODAY, 0))))
                .andExpect(status().isForbidden());
        assertThat(acts()).hasSize(before);
    }

    @Test
    @DisplayName("别人先改了：说出他改成什么样，由人选")
    void correctedByAnother() throws Exception {
        var first = sync(farmer, withInput(entry("FERTILISE", TODAY, 1), "复合肥", "20"));
        long id = first.path("answers").path(0).path("id").asLong();
        var theirs = withInput(entry("FERTILISE", TODAY, 1), "复合肥", "25")
                .put("corrects", id)
                .put("reason", "称错了");
        var office = sync(clerk, theirs);
        assertThat(state(office, 0)).isEqualTo("kept");
        var mine = withInput(entry("FERTILISE", TODAY, 1), "复合肥", "22")
                .put("corrects", id)
                .put("reason", "记多了");
        var answer = sync(farmer, mine).path("answers").path(0);
        assertThat(answer.path("state").asString()).isEqualTo("refused");
        assertThat(answer.path("theirs").path("text").asString()).contains("复合肥 25 公斤", "2号棚");
        mine.put("corrects", answer.path("theirs").path("id").asLong());
        assertThat(state(sync(farmer, mine), 0)).isEqualTo("kept");
    }

    @Test
    @DisplayName("传上来以前基地停了：那条留在手机里，说明白")
    void baseGoneMeanwhile() throws Exception {
        var gone = aFarm("农示例三社", List.of("东坡"));
        var owner = TestPeople.producer(accounts, "field-gone", gone.producerId(), "140423");
        var water = entry("IRRIGATE", TODAY).put("baseId", gone.id());
        water.putArray("plotIds").add(gone.plots().getFirst().id());
        bases.close(clerk, gone.id(), "退出").orElseThrow();
        var answer = sync(owner, water);
        assertThat(state(answer, 0)).isEqualTo("refused");
        assertThat(answer.path("answers").path(0).path("sentence").asString()).contains("农示例三社的基地");
    }

    private static ObjectNode harvest(ObjectNode entry, String kg) {
        return entry.put("produce", "番茄").put("quantityKg", kg);
    }

    @Test
    @DisplayName("批次关了、开了合格证以后才传上来：改采收的不收，说明为什么；以前做的照收；原来那条再传还是那一条")
    void batchClosedMeanwhile() throws Exception {
        var picked = harvest(entry("HARVEST", TODAY.minusDays(1), 0), "80");
        long act = sync(farmer, picked).path("answers").path(0).path("id").asLong();
        long batch = Objects.requireNonNull(
                log.find(farmer.scope(), act).orElseThrow().batchId());
        var fewer = harvest(entry("HARVEST", TODAY.minusDays(1), 0), "30")
                .put("corrects", act)
                .put("reason", "称错了");
        batches.take(farmer, batch, new BigDecimal(50)).orElseThrow();
        assertThat(sentence(sync(farmer, fewer))).contains("已经开了 50 公斤的合格证");
        batchActs.close(farmer, batch, "剩下的自己吃").orElseThrow();
        var more = harvest(entry("HARVEST", TODAY.minusDays(1), 0), "90")
                .put("corrects", act)
                .put("reason", "称错了");
        for (int i = 0; i < 2; i++) assertThat(sentence(sync(farmer, more))).contains("已经关闭");
        clock.set(NOON.plusSeconds(3600));
        var answer = sync(farmer, entry("IRRIGATE", TODAY.minusDays(5), 0), picked);
        assertThat(state(answer, 0)).isEqualTo("kept");
        assertThat(state(answer, 1)).isEqualTo("already");
        var kept = log.find(farmer.scope(), act).orElseThrow();
        assertThat(kept.current()).isTrue();
        assertThat(kept.quantityKg()).isEqualByComparingTo("80");
        assertThat(kept.batchId()).isEqualTo(batch);
    }

    private static String sentence(JsonNode answer) {
        assertThat(state(answer, 0)).isEqualTo("refused");
        return answer.path("answers").path(0).path("sentence").asString();
    }

    @Test
    @DisplayName("照片和录音先传，同一个只收一次；别的文件和别人的基地不收")
    void filesOnce() throws Exception {
        var voice = ("\u001aE\u00df\u00a3 voice " + UUID.randomUUID()).getBytes(StandardCharsets.ISO_8859_1);
        var digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(voice));
        var path = "/field/files?account=" + farmer.accountId() + "&base=" + farm.id() + "&digest=" + digest;
        assertThat(known(path)).isEqualTo("{}");
        var id = upload(path, voice, "录音.webm");
        assertThat(upload(path, voice, "录音.webm")).isEqualTo(id);
        assertThat(known(path)).isEqualTo(id);
        var spoken = entry("OTHER", TODAY, 0).put("note", "说话记");
        spoken.putArray("fileIds").add(JSON.readTree(id).path("id").asLong());
        assertThat(state(sync(farmer, spoken), 0)).isEqualTo("kept");
        mvc.perform(multipart(path.replace(digest, "0".repeat(64)))
                        .file(new MockMultipartFile(
                                "file", "x.html", "text/html", "<b>".getBytes(StandardCharsets.US_ASCII)))
                        .with(SignedInAs.actor(farmer)))
                .andExpect(status().isUnprocessableContent());
        mvc.perform(multipart(path.replace("account=" + farmer.accountId(), "account=" + neighbour.accountId()))
                        .file(new MockMultipartFile("file", "x.webm", "audio/webm", voice))
                        .with(SignedInAs.actor(neighbour)))
                .andExpect(status().isUnprocessableContent());
        mvc.perform(multipart(path)
                        .file(new MockMultipartFile("file", "x.webm", "audio/webm", voice))
                        .with(SignedInAs.actor(neighbour)))
                .andExpect(status().isConflict());
    }

    private String known(String path) throws Exception {
        return mvc.perform(get(path).with(SignedInAs.actor(farmer)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private String upload(String path, byte[] content, String name) throws Exception {
        return mvc.perform(multipart(path)
                        .file(new MockMultipartFile("file", name, "audio/webm", content))
                        .with(SignedInAs.actor(farmer)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    @DisplayName("没有脚本的浏览器用表格记：错了写过的都在，对了说记好了，按两次还是一条")
    void plainForm() throws Exception {
        var key = UUID.randomUUID().toString();
        var box = farm.id() + "-" + farm.plots().getFirst().id();
        mvc.perform(post("/field/form").param("kind", "fertilise").with(SignedInAs.actor(farmer)))
                .andExpect(status().isUnprocessableContent());
        var wrong = mvc.perform(post("/field/form")
                        .param("key", key)
                        .param("kind", "fertilise")
                        .param("plot", box)
                        .param("input", "农家肥")
                        .param("amount", "好多")
                        .param("unit", "袋")
                        .param("on", TODAY.toString())
                        .with(SignedInAs.actor(farmer)))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(wrong).contains("value=\"农家肥\"", "value=\"好多\"", "value=\"" + box + "\" checked");
        var kept = "";
        for (int i = 0; i < 2; i++) {
            var to = Objects.requireNonNull(mvc.perform(post("/field/form")
                            .param("key", key)
                            .param("kind", "fertilise")
                            .param("plot", box)
                            .param("input", "农家肥")
                            .param("amount", "12.5")
                            .param("unit", "袋")
                            .param("on", TODAY.toString())
                            .with(SignedInAs.actor(farmer)))
                    .andExpect(status().is3xxRedirection())
                    .andReturn()
                    .getResponse()
                    .getRedirectedUrl());
            assertThat(kept.isEmpty() || kept.equals(to)).isTrue();
            kept = to;
        }
        assertThat(mvc.perform(get(kept).with(SignedInAs.actor(farmer)))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("记好了：6月18日 施肥，农家肥 12.5 袋，1号棚");
    }

    @Test
    @DisplayName("页面里没有哪个人的东西；后台程序只管 /field，只留写明的几个文件，都打得开")
    void pageIsEverybodys() throws Exception {
        var page = mvc.perform(get("/field").with(SignedInAs.actor(farmer)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(page).contains("打药", "说话记").doesNotContain("农示例", farmer.name(), "_csrf");
        assertThat(mvc.perform(get("/field").with(SignedInAs.actor(clerk)))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(page);
        var worker = mvc.perform(get("/field/worker.js").with(SignedInAs.actor(farmer)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse();
        assertThat(worker.getHeader("Service-Worker-Allowed")).isEqualTo("/field");
        assertThat(worker.getContentType()).startsWith("text/javascript");
        var files = JSON.readTree(
                worker.getContentAsString(StandardCharsets.UTF_8).replaceFirst("(?s).*?FILES = (\\[.*?]);.*", "$1"));
        assertThat(files).hasSizeGreaterThan(5);
        for (var file : files)
            mvc.perform(get(file.asString()).with(SignedInAs.actor(farmer))).andExpect(status().isOk());
        var leader = TestPeople.of(sql, offices, accounts, "field-leader", "140423", Role.LEADER);
        mvc.perform(get("/field").with(SignedInAs.actor(leader))).andExpect(status().isForbidden());
    }
}
