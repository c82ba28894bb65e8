package org.nongyou.evaluation;

import static java.util.Objects.requireNonNull;
import static nongyoudb.region.Tables.DIVISIONS;
import static nongyoudb.region.Tables.DIVISION_CHANGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.catalogue.Adoption;
import org.nongyou.catalogue.Catalogue;
import org.nongyou.catalogue.DynamicManagement;
import org.nongyou.catalogue.Exits;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.MeasureForm;
import org.nongyou.file.Files;
import org.nongyou.identity.TestPeople;
import org.nongyou.kernel.FactValue;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.web.NotFound;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("质量安全县：整市创建的 80%、动态核查、退出的情形")
class SafetyCountiesTest extends EvaluationScenario {

    @Autowired
    SafetyCounties counties;

    @Autowired
    CountyChecks checks;

    @Autowired
    SafetyFacts facts;

    @Autowired
    Catalogue catalogue;

    @Autowired
    DynamicManagement management;

    @Autowired
    Exits exits;

    private void divisions(String... codes) {
        for (var code : codes) TestPeople.division(sql, new RegionCode(code));
        sql.update(DIVISIONS)
                .setNull(DIVISIONS.VALID_TO)
                .where(DIVISIONS.CODE.in(codes))
                .execute();
        divisions.forget();
    }

    private Listing named(String code) {
        return catalogue
                .adopt(
                        province,
                        new Adoption(
                                plan,
                                "safety-county",
                                Level.PROVINCE,
                                null,
                                code,
                                "",
                                new RegionCode(code),
                                "",
                                "",
                                null,
                                LocalDate.of(2026, 1, 5),
                                "省厅 2026-01-05 公布的名单"))
                .orElseThrow();
    }

    private SafetyCounties.City city(String code) {
        return counties.cities(province.scope()).stream()
                .filter(one -> one.division().code().value().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private boolean qualifies(String code) {
        var rules = counties.rules(province.region());
        assertThat(rules).hasSize(1);
        return rules.getFirst().holds(city(code));
    }

    @Test
    @DisplayName("五个县四个是：正好 80%，够；暂停一个就不够；多设一个县也不够；没有县的市没有占比")
    void fourFifths() {
        divisions("140404", "140405", "140406", "140900");
        named("140423");
        named("140404");
        named("140405");
        assertThat(city("140400").share()).isEqualByComparingTo("60");
        assertThat(qualifies("140400")).isFalse();
        var fourth = named("140406");
        assertThat(city("140400").share()).isEqualByComparingTo("80");
        assertThat(city("140400").shareText()).isEqualTo("80%");
        assertThat(qualifies("140400")).isTrue();
        assertThat(told("140400", LocalDate.of(2026, 3, 2))).contains(new BigDecimal("80"));
        assertThat(told("140400", LocalDate.of(2026, 1, 4))).contains(BigDecimal.ZERO);
        management
                .suspend(province, fourth.id(), new MeasureForm(fourth.status(), "核查发现网格没有到位", null, null))
                .orElseThrow();
        assertThat(city("140400").share()).isEqualByComparingTo("60");
        assertThat(qualifies("140400")).isFalse();
        divisions("140407");
        assertThat(city("140400").counties()).hasSize(6);
        assertThat(city("140900").share()).isNull();
        assertThat(city("140900").shareText()).isEqualTo("没有县级区划");
        assertThat(qualifies("140900")).isFalse();
        assertThat(told("140900", LocalDate.of(2026, 3, 2))).isEmpty();
    }

    private Optional<Object> told(String city, LocalDate on) {
        return Optional.ofNullable(facts.values("region", city, Set.of(SafetyCounties.SHARE), on)
                        .get(SafetyCounties.SHARE))
                .map(FactValue::value);
    }

    @Test
    @DisplayName("79.99%：一点点也不够，显示也不进成 80%；在规则里正好 80 才够")
    void nearly() {
        var rule = counties.rules(province.region()).getFirst().requirement().that();
        assertThat(rule.holds(Map.of(SafetyCounties.SHARE, new BigDecimal("79.99"))))
                .isFalse();
        assertThat(rule.holds(Map.of(SafetyCounties.SHARE, new BigDecimal("79.9999999999"))))
                .isFalse();
        assertThat(rule.holds(Map.of(SafetyCounties.SHARE, new BigDecimal("80.00"))))
                .isTrue();
        assertThat(SafetyCounties.share(7999, 10_000)).isEqualByComparingTo("79.99");
        var almost = new ArrayList<SafetyCounties.County>();
        var division = divisions.find(county.region()).orElseThrow();
        divisions("140404");
        var listing = named("140404");
        for (int i = 0; i < 24_001; i++)
            almost.add(new SafetyCounties.County(division, i < 19_200 ? List.of(listing) : List.of(), "", 0));
        var nearly = new SafetyCounties.City(divisions.find(city.region()).orElseThrow(), almost);
        assertThat(nearly.shareText()).isEqualTo("79.99%");
    }

    @Test
    @DisplayName("并县、换代码：并进来的都是质量安全县才算，有一个不是要重新核查")
    void merged() {
        divisions("140404", "140405");
        named("140423");
        named("140427");
        // 140423 and 140427 become 140404; 140105's county becomes 140405 of another code.
        gone("140423", "140404");
        gone("140427", "140404");
        assertThat(city("140400").counties())
                .extracting(one -> one.division().code().value())
                .containsExactly("140404", "140405");
        assertThat(city("140400").share()).isEqualByComparingTo("50");
        assertThat(city("140400").counties().getFirst().named()).isTrue();
        // One more that was none goes into it.
        divisions("140406");
        gone("140406", "140404");
        var merged = city("140400").counties().getFirst();
        assertThat(merged.named()).isFalse();
        assertThat(merged.remark()).contains("重新核查");
        assertThat(city("140400").share()).isEqualByComparingTo("0");
    }

    private void gone(String old, String into) {
        sql.update(DIVISIONS)
                .set(DIVISIONS.VALID_TO, LocalDate.of(2026, 2, 1))
                .where(DIVISIONS.CODE.eq(old))
                .execute();
        sql.insertInto(DIVISION_CHANGES)
                .set(DIVISION_CHANGES.OLD_CODE, old)
                .set(DIVISION_CHANGES.OLD_NAME, "旧县")
                .set(DIVISION_CHANGES.NEW_CODE, into)
                .set(DIVISION_CHANGES.NEW_NAME, "新县")
                .set(DIVISION_CHANGES.CHANGE, "successor")
                .set(DIVISION_CHANGES.BY_YEAR, 2026)
                .set(DIVISION_CHANGES.EVIDENCE, "测试")
                .execute();
        divisions.forget();
    }

    @Test
    @DisplayName("动态核查：上级核查，不合格要证明，提请退出并写明情形和条款；改好就不再提请")
    void checked() {
        var listing = named("140423");
        assertThat(exits.of(listing).proposed()).isEmpty();
        assertThat(refusal(checks.record(county, check(listing, "no"), proof())).key())
                .isEqualTo("evaluation.check-not-above");
        assertThat(refusal(checks.record(county, check(listing, "no"), proof())).clause())
                .contains("三（二）8");
        assertThat(reasons(checks.record(city, new NewCheck(listing.id(), "2026-03-03", "", "无", "k"), null)))
                .containsExactly("evaluation.check-future", "evaluation.check-outcome", "evaluation.check-finding");
        assertThat(reasons(checks.record(city, check(listing, "no"), null))).containsExactly("evaluation.check-proof");
        assertThatThrownBy(() -> checks.record(otherCity, check(listing, "yes"), null))
                .isInstanceOf(NotFound.class);
        assertThat(reasons(checks.record(
                        city, new NewCheck(listing.id(), "2026-01-04", "yes", "抽查两个乡镇，都公示了", "before"), null)))
                .containsExactly("evaluation.check-before-listing");
        var failing = check(listing, "no");
        var failed = checks.record(city, failing, proof()).orElseThrow();
        assertThat(checks.record(city, failing, proof()).orElseThrow().id()).isEqualTo(failed.id());
        assertThat(reasons(checks.record(province, failing, proof()))).containsExactly("evaluation.form-taken");
        assertThat(failed.failing()).isTrue();
        assertThat(exits.of(listing).proposed()).singleElement().satisfies(exit -> {
            assertThat(exit.id()).isEqualTo("review");
            assertThat(exit.clauses()).containsExactly("三（二）8");
        });
        assertThat(city("140400").counties().getFirst().failed()).isEqualTo(1);
        assertThat(checks.list(otherCity.scope(), null, 10)).isEmpty();
        assertThat(checks.find(county.scope(), failed.id())).contains(failed);
        assertThat(reasons(checks.mended(city, failed.id(), "2026-02-01", "网格补齐，已公示")))
                .containsExactly("evaluation.check-mended-before");
        checks.mended(city, failed.id(), "2026-03-02", "网格补齐，已公示").orElseThrow();
        assertThat(exits.of(listing).proposed()).isEmpty();
        assertThat(reasons(checks.mended(city, failed.id(), "2026-03-02", "网格补齐，已公示")))
                .containsExactly("evaluation.check-not-failing");
    }

    @Test
    @DisplayName("照登记的公布名单：日期、批次和出处写给人看，没有英文")
    void publishedListsAreInChinese() throws IOException {
        for (var file : List.of("/demo/honours.tsv", "/demo/gi.tsv")) {
            try (var lines = new BufferedReader(new InputStreamReader(
                    requireNonNull(getClass().getResourceAsStream(file)), StandardCharsets.UTF_8))) {
                assertThat(lines.lines()
                                .skip(1)
                                .flatMap(
                                        line -> Arrays.stream(line.split("\t")).limit(file.contains("gi.tsv") ? 11 : 7))
                                .filter(field -> field.matches(".*[A-Za-z]+ [A-Za-z]+.*")))
                        .as(file)
                        .isEmpty();
            }
        }
    }

    private NewCheck check(Listing listing, String passed) {
        return new NewCheck(
                listing.id(),
                "2026-03-01",
                passed,
                "抽查两个乡镇，网格员没有公示",
                UUID.randomUUID().toString());
    }

    private static Files.Incoming proof() {
        return new Files.Incoming("核查报告.pdf", pdf("核查"));
    }
}
