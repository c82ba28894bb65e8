package org.nongyou.certification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nongyou.certification.CertificateRule.About;

@DisplayName("证书种类和规定：写在表里，每条有出处")
class CertificateKindsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

    @ParameterizedTest(name = "{0} {1} → {2}")
    @CsvSource({
        "green-food, GF140423250012, true",
        "green-food, gf 140423 250012, true",
        "green-food, ＧＦ140423250012, true",
        "green-food, GF14042325001, false",
        "green-food, GF1404232500123, false",
        "green-food, LB-03-2504140123A, true",
        "green-food, LB-03-2504140123AA, true",
        "green-food, LB—03—2504140123, true",
        "green-food, LB-3-2504140123, false",
        "green-food, LB-03-2504140123B, false",
        "organic, 001OP2600123, true",
        "organic, 001op2600123, true",
        "organic, 1OP2600123, false",
        "organic-conversion, 001OP260012345, true",
        "gi, AGI2010-03-00248, true",
        "gi, AGI00248, true",
        "gi, AGI-2010-248, false",
        "shenzhen, 任意写的, true",
        "gi-product, 公告第577号, true",
        "famous-special, CAQS-MTYX-20200001, true"
    })
    @DisplayName("编号的样子")
    void numbers(String kind, String number, boolean fits) {
        assertThat(CertificateKind.known(kind)
                        .objection(CertificateKind.written(number), TODAY)
                        .isEmpty())
                .isEqualTo(fits);
    }

    @Test
    @DisplayName("企业信息码 2012-08-01 以后才有：早年的绿色食品只认产品编号")
    void byDate() {
        var green = CertificateKind.known("green-food");
        assertThat(green.objection("GF140423110012", LocalDate.of(2011, 5, 1))).isPresent();
        assertThat(green.objection("LB-03-1104140123", LocalDate.of(2011, 5, 1)))
                .isEmpty();
        assertThat(green.rule(About.TERM, LocalDate.of(2020, 1, 1))
                        .orElseThrow()
                        .number())
                .isEqualTo(36);
    }

    @Test
    @DisplayName("每条规定写明出处和把握；例子合自己的样子；没有把握的不拦人")
    void everyRuleHasASource() {
        for (var kind : CertificateKind.all())
            for (var rule : kind.rules()) {
                assertThat(rule.source()).as(rule.toString()).isNotBlank();
                assertThat(rule.words()).as(rule.toString()).isNotBlank();
                if (rule.about() == About.NUMBER) assertThat(rule.example()).matches(rule.value());
                else assertThat(rule.number()).isNotNegative();
            }
        assertThat(CertificateKind.all())
                .extracting(CertificateKind::renewalDays)
                .contains(90, 60, 0);
    }

    @Test
    @DisplayName("方案里的证书种类，台账里都有")
    void kindsOfTheSchemes() {
        var fact = org.nongyou.scheme.FactCatalogue.platform()
                .fact("certification.type")
                .orElseThrow();
        assertThat(CertificateKind.all()).extracting(CertificateKind::code).containsAll(List.copyOf(fact.choices()));
    }
}
