package org.nongyou.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;

import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("辖区的条件")
class ScopeTest {

    private static final Field<String> CODE = field("code", String.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "140000|(code >= '14' and code < '14:')",
                "140400|left(code, 4) = '1404'",
                "140423|left(code, 6) = '140423'",
                "140423100|(code >= '140423100' and code < '140423100:')",
                "000000|true",
            })
    @DisplayName("市县按前几位相等，省和乡按范围，全国都是")
    void areas(String region, String wanted) {
        assertThat(said(Scope.within(RegionCode.of(region)).on(CODE))).isEqualTo(wanted);
    }

    @Test
    @DisplayName("和别的条件“或”在一起，全国的人还是都看得到")
    void wholeCountryInAnOr() {
        assertThat(said(Scope.within(RegionCode.COUNTRY).on(CODE).or(CODE.eq("140423"))))
                .isEqualTo("(true or code = '140423')");
    }

    @Test
    @DisplayName("生产主体在没有主体的表里什么也看不到")
    void producers() {
        assertThat(said(new Scope.Own(7).on(CODE))).isEqualTo("false");
        assertThat(said(new Scope.Own(7).on(CODE, field("producer", Long.class))))
                .isEqualTo("producer = 7");
    }

    private static String said(org.jooq.Condition condition) {
        return DSL.using(SQLDialect.POSTGRES).renderInlined(condition);
    }
}
