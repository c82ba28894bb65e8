package org.nongyou.scheme;

import static nongyoudb.journal.Tables.ENTRIES;
import static nongyoudb.scheme.Tables.SCHEMES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.kernel.Decision;
import org.nongyou.region.RegionCode;
import org.springframework.beans.factory.annotation.Autowired;

/// Versions in the database and what the issuing office settles.
@DisplayName("方案的版本与确定")
class SchemesTest extends ApplicationTest {

    private static final SchemeRef SHANXI = new SchemeRef("shanxi-quality-bases", 2);
    private static final String DAYS = "procedures.provincial-base.stages.publicity.notice.days";

    @Autowired
    Schemes schemes;

    @Autowired
    SchemeFolders folders;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    private Actor province;
    private Actor county;

    @BeforeEach
    void people() {
        province = TestPeople.of(sql, offices, accounts, "province-reviewer", "140000", Role.REVIEWER);
        county = TestPeople.of(sql, offices, accounts, "county-reviewer", "140423", Role.REVIEWER);
    }

    private Actor provinceClerk() {
        return TestPeople.of(sql, offices, accounts, "province-clerk", "140000", Role.CLERK);
    }

    @Test
    @DisplayName("启动时装入了随产品来的方案，按地方和日期找得到")
    void theProductsSchemesAreThere() {
        assertThat(folders.refused()).isEmpty();
        assertThat(schemes.current("shanxi-quality-bases").orElseThrow().ref()).isEqualTo(SHANXI);
        assertThat(schemes.at(SHANXI)).isSameAs(schemes.at(SHANXI));
        assertThat(schemes.find(new SchemeRef("shanxi-quality-bases", 99))).isEmpty();
        assertThat(schemes.inForce(new RegionCode("140423"), LocalDate.of(2024, 6, 1)))
                .extracting(Scheme::ref)
                .contains(SHANXI);
        assertThat(schemes.inForce(new RegionCode("430102"), LocalDate.of(2024, 6, 1)))
                .extracting(Scheme::ref)
                .doesNotContain(SHANXI);
        assertThat(schemes.inForce(new RegionCode("140423"), LocalDate.of(2026, 1, 1)))
                .extracting(Scheme::ref)
                .doesNotContain(SHANXI);
        assertThat(schemes.files(SHANXI)).containsKey("procedures.yaml");
    }

    @Test
    @DisplayName("发文机关确定公示天数，记入日志；再确定一次，新的为准，旧的留着")
    void theIssuingOfficeSettles() {
        var days = schemes.at(SHANXI)
                .procedure("provincial-base")
                .orElseThrow()
                .stage("publicity")
                .orElseThrow()
                .notice();
        assertThat(schemes.days(SHANXI, days)).isEmpty();
        schemes.settle(province, SHANXI, DAYS, "5", "公示五个工作日", "晋农函〔2024〕1号").orElseThrow();
        schemes.settle(province, SHANXI, DAYS, " 7 ", "改为七个工作日", null).orElseThrow();

        assertThat(schemes.days(SHANXI, days)).contains(7);
        assertThat(schemes.settled(SHANXI, DAYS)).contains("7");
        assertThat(schemes.history(SHANXI, DAYS)).extracting(Settlement::value).containsExactly("7", "5");
        assertThat(schemes.settlements(SHANXI)).containsKey(DAYS);
        assertThat(sql.select(ENTRIES.SUMMARY)
                        .from(ENTRIES)
                        .where(ENTRIES.ACT.eq("scheme.settle"))
                        .orderBy(ENTRIES.ID.desc())
                        .fetch(ENTRIES.SUMMARY))
                .containsSubsequence("确定“公示：公示期（个工作日）”：7", "确定“公示：公示期（个工作日）”：5");
    }

    @Test
    @DisplayName("怎么理解的疑问，用一句话确定")
    void aReadingIsSettledInWords() {
        schemes.settle(province, SHANXI, "kinds.quality-base", null, "目录长期有效，每年动态管理", null)
                .orElseThrow();
        assertThat(schemes.settled(SHANXI, "kinds.quality-base")).contains("目录长期有效，每年动态管理");
    }

    @Test
    @DisplayName("别的机关、没有权限的人、没有疑问的地方、不像话的数都不行")
    void whatCannotBeSettled() {
        var before = schemes.settlements(SHANXI);
        assertThat(refusal(schemes.settle(county, SHANXI, DAYS, "5", "五天", null)))
                .isEqualTo("scheme.settle.not-issuer");
        assertThat(refusal(schemes.settle(provinceClerk(), SHANXI, DAYS, "5", "五天", null)))
                .isEqualTo("scheme.settle.not-allowed");
        assertThat(refusal(schemes.settle(province, SHANXI, "procedures.nothing", "5", "五天", null)))
                .isEqualTo("scheme.settle.no-doubt");
        for (var wrong : new String[] {"0", "366", "五", "-1", "1.5", ""}) {
            assertThat(refusal(schemes.settle(province, SHANXI, DAYS, wrong, "几天", null)))
                    .isEqualTo("scheme.settle.days");
        }
        assertThat(refusal(schemes.settle(province, SHANXI, DAYS, "5", " ", null)))
                .isEqualTo("scheme.settle.no-words");
        assertThat(refusal(schemes.settle(province, SHANXI, "tasks.base-standards.due", "2024-02-30", "月底", null)))
                .isEqualTo("scheme.settle.date");
        assertThat(refusal(schemes.settle(province, SHANXI, "tasks.patrol.every", "sometimes", "常常", null)))
                .isEqualTo("scheme.settle.frequency");
        assertThat(refusal(schemes.settle(province, new SchemeRef("none", 1), DAYS, "5", "五天", null)))
                .isEqualTo("scheme.not-found");
        assertThat(schemes.settlements(SHANXI)).isEqualTo(before);
    }

    private static String refusal(Decision<?> decision) {
        return switch (decision) {
            case Decision.Done<?> done -> throw new AssertionError("done: " + done.value());
            case Decision.Refused<?> refused -> {
                assertThat(refused.refusal().message()).isNotBlank();
                yield refused.refusal().key();
            }
        };
    }

    @Test
    @DisplayName("同一版没人用时内容可以改；有记录在用就要升版本号，旧版照旧")
    void aPinnedVersionCannotChange() {
        var files = new TreeMap<>(BrokenSchemesTest.sound());
        var first = new SchemeRef("example", 1);
        assertThat(folders.load("example", files)).isEqualTo(new SchemeFolders.Outcome.Loaded(first));
        assertThat(folders.load("example", files)).isEqualTo(new SchemeFolders.Outcome.Known(first));
        assertThat(schemes.at(first).title()).isEqualTo("示例方案");

        change(files, "title: 示例方案", "title: 改过的方案");
        assertThat(folders.load("example", files)).isEqualTo(new SchemeFolders.Outcome.Loaded(first));
        assertThat(schemes.at(first).title()).isEqualTo("改过的方案");

        var issuer = TestPeople.of(sql, offices, accounts, "issuer", "140000", Role.REVIEWER);
        schemes.settle(issuer, first, "procedures.listing.stages.decision.score.pass", "60", "六十分", null)
                .orElseThrow();
        change(files, "title: 改过的方案", "title: 又改的方案");
        assertThat(folders.load("example", files))
                .isInstanceOfSatisfying(
                        SchemeFolders.Outcome.Refused.class,
                        refused -> assertThat(refused.lines())
                                .containsExactly("方案 example：第 1 版已经有记录在用，内容不能再改；把 scheme.yaml 的 version 改成 2 再启动"));
        assertThat(schemes.at(first).title()).isEqualTo("改过的方案");

        change(files, "version: 1", "version: 2");
        var second = new SchemeRef("example", 2);
        assertThat(folders.load("example", files)).isEqualTo(new SchemeFolders.Outcome.Loaded(second));
        assertThat(schemes.current("example").orElseThrow().title()).isEqualTo("又改的方案");
        assertThat(schemes.at(first).title()).isEqualTo("改过的方案");
        assertThat(schemes.settled(second, "procedures.listing.stages.decision.score.pass"))
                .as("确定过、没有改的疑问，新版接着用")
                .contains("60");
        change(files, "title: 又改的方案", "title: 再改的方案");
        assertThat(folders.load("example", files))
                .as("接过来的确定不算有记录在用")
                .isEqualTo(new SchemeFolders.Outcome.Loaded(second));
        assertThat(schemes.history(second, "procedures.listing.stages.decision.score.pass"))
                .hasSize(1);
        assertThat(schemes.versions("example")).extracting(SchemeVersion::ref).containsExactly(second, first);
        assertThat(schemes.list())
                .extracting(SchemeVersion::ref)
                .contains(second)
                .doesNotContain(first);
    }

    @Test
    @DisplayName("写错的方案不装入，说清错在哪里")
    void aBrokenFolderIsNotLoaded() {
        var files = new TreeMap<>(BrokenSchemesTest.sound());
        change(files, "version: 1", "version: 一");
        assertThat(folders.load("example", files))
                .isInstanceOfSatisfying(
                        SchemeFolders.Outcome.Refused.class,
                        refused -> assertThat(refused.lines())
                                .containsExactly("方案 example/scheme.yaml:2:10: “version”要写整数，这里写的是“一”"));
        assertThat(sql.fetchExists(SCHEMES, SCHEMES.ID.eq("example"))).isFalse();
    }

    private static void change(Map<String, String> files, String from, String to) {
        files.compute("scheme.yaml", (_, text) -> {
            assertThat(text).contains(from);
            return text.replace(from, to);
        });
    }
}
