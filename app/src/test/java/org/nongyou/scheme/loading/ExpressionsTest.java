package org.nongyou.scheme.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Money;
import org.nongyou.scheme.Expression;

/// Numbers, money and dates in expressions are exact.
class ExpressionsTest {

    private static final Expressions EXPRESSIONS = new Expressions();
    private static final Map<String, FactDefinition> FACTS = Map.of(
            "base.area_mu", fact("base.area_mu", FactType.DECIMAL),
            "base.count", fact("base.count", FactType.INT),
            "base.paid", fact("base.paid", FactType.MONEY),
            "base.built", fact("base.built", FactType.DATE),
            "base.tags", new FactDefinition("base.tags", FactType.CHOICES, "标签", "", List.of("a", "b"), "base"),
            "base.quarters", fact("base.quarters", FactType.INTS),
            "today", fact("today", FactType.DATE));

    private static FactDefinition fact(String name, FactType type) {
        return new FactDefinition(name, type, name, "", List.of(), "base");
    }

    static Expression compile(String text) {
        var faults = new ArrayList<Expressions.Fault>();
        var expression = EXPRESSIONS.compile(text, EnumSet.allOf(FactType.class), FACTS, FACTS, faults);
        assertThat(faults).as(text).isEmpty();
        if (expression == null) throw new AssertionError(text);
        return expression;
    }

    private static @Nullable String fault(String text) {
        var faults = new ArrayList<Expressions.Fault>();
        EXPRESSIONS.compile(text, EnumSet.allOf(FactType.class), FACTS, FACTS, faults);
        return faults.isEmpty() ? null : faults.getFirst().message();
    }

    static Object value(String text, Map<String, Object> facts) {
        return compile(text).evaluate(facts);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @DisplayName("小数不经过浮点数")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "base.area_mu * 0.1 | 12.05",
                "0.1 + 0.2 | 0.3",
                "1.1 * 1.1 * 1.1 | 1.331",
                "base.area_mu + 0.000000000000000000001 | 120.500000000000000000001",
                "123456789012345678901.5 + 0.0 | 123456789012345678901.5",
                "base.area_mu - 120 | 0.5",
                "7 / 2 | 3.5",
                "base.count / 4 | 0.75",
                "1e2 + 0.5 | 100.5",
                "min(base.area_mu, 100) | 100",
                "-base.area_mu | -120.5"
            })
    void decimalsAreExact(String text, BigDecimal expected) {
        assertThat((BigDecimal) value(text, Map.of("base.area_mu", new BigDecimal("120.50"), "base.count", 3L)))
                .isEqualByComparingTo(expected);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @DisplayName("金额按分精确")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "base.paid + yuan(0.01) | 100.01",
                "base.paid * 3 | 300.00",
                "base.paid * 0.333 | 33.30",
                "yuan(3000) * base.area_mu | 361500.00",
                "min(base.paid * 100, yuan(500)) | 500.00",
                "max(base.paid, yuan(7)) - yuan(0.5) | 99.50",
                "base.paid / 8 | 12.50"
            })
    void moneyIsExact(String text, String expected) {
        assertThat(value(text, Map.of("base.paid", Money.yuan("100"), "base.area_mu", new BigDecimal("120.5"))))
                .isEqualTo(Money.yuan(expected));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @DisplayName("日期、列表和比较")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "base.built < date('2024-03-01') | true",
                "days(base.built, today) == 1 | true",
                "base.built + 1 == today | true",
                "base.area_mu == 120.5 | true",
                "base.area_mu >= 120 && base.area_mu <= 121 | true",
                "121 > base.area_mu | true",
                "base.paid / yuan(40) == 2.5 | true",
                "'a' in base.tags && !('b' in base.tags) | true",
                "base.tags.exists(t, t == 'b') | false",
                "base.quarters.all(n, n >= 1) | false",
                "base.quarters.size() == 4 | true",
                "base.count % 2 == 1 | true",
                "base.count > 2 ? base.area_mu > 1 : false | true"
            })
    void conditions(String text, boolean expected) {
        var facts = Map.<String, Object>of(
                "base.built", LocalDate.of(2024, 2, 29),
                "today", LocalDate.of(2024, 3, 1),
                "base.area_mu", new BigDecimal("120.50"),
                "base.paid", Money.yuan("100"),
                "base.tags", List.of("a"),
                "base.quarters", List.of(1L, 2L, 0L, 1L),
                "base.count", 3L);
        assertThat(value(text, facts)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}：{1}")
    @DisplayName("类型不合的一句话说清")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "base.paid + base.area_mu | “+”不能用在金额和小数之间；金额要写成 yuan(100)",
                "base.paid > 100 | “>”不能用在金额和整数之间；金额要写成 yuan(100)",
                "base.paid * base.paid | “*”不能用在金额和金额之间",
                "base.built > 2024 | “>”不能用在日期和整数之间",
                "base.count && true | “&&”不能用在整数和是否之间；它的每一边都要是一个判断",
                "!base.count | “!”不能用在整数上；它的每一边都要是一个判断",
                "yuan('100') | “yuan”不能用在文字上",
                "base.tags == 'a' | “==”不能用在多个选项和文字之间",
                "base.area_mu.big | “base.area_mu”后面不能再写“.big”"
            })
    void typesDoNotMix(String text, String sentence) {
        assertThat(fault(text)).isEqualTo(sentence);
    }

    @Test
    @DisplayName("只报出用到的事实；少了事实不给结果")
    void tellsItsFacts() {
        var expression = compile("base.area_mu > 1 || base.quarters.all(n, n > base.count)");
        assertThat(expression.facts()).containsExactlyInAnyOrder("base.area_mu", "base.quarters", "base.count");
        var given = Map.<String, Object>of("base.area_mu", BigDecimal.TEN);
        assertThat(expression.missingFrom(given)).containsExactly("base.count", "base.quarters");
        assertThatThrownBy(() -> expression.evaluate(given)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("类型不对的值、除以零、半分钱都不给结果")
    void refusesNonsense() {
        assertThatThrownBy(() -> value("base.count > 1", Map.of("base.count", 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Long");
        assertThatThrownBy(() -> value(
                        "base.area_mu / base.count > 1", Map.of("base.area_mu", BigDecimal.ONE, "base.count", 0L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> value("base.paid / 8", Map.of("base.paid", Money.yuan("0.01"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parts of a fen");
    }
}
