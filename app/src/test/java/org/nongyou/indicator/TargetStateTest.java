package org.nongyou.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nongyou.scheme.Bound;

@DisplayName("数和目标比出什么结果")
class TargetStateTest {

    @ParameterizedTest(name = "{0} 到 {1}，现在 {2}：{3}，差 {4}，算达到 {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                // at least
                "150, -, 143, SHORT, 7, false",
                "150, -, 150, MET, -, true",
                "150, -, 999, MET, -, true",
                "150, -, 0, NOT_STARTED, 150, false",
                "150, -, -, UNKNOWN, -, false",
                "2.55, -, 2.12, SHORT, 0.43, false",
                "30, -, 29.99, SHORT, 0.01, false",
                "0, -, 0, MET, -, true",
                // between two: more than the upper one still has what was asked for
                "3, 5, 2, SHORT, 1, false",
                "3, 5, 3, MET, -, true",
                "3, 5, 5, MET, -, true",
                "3, 5, 7, OVER, 2, true",
                // exactly
                "12, 12, 12, MET, -, true",
                "12, 12, 13, OVER, 1, false",
                "12, 12, 11, SHORT, 1, false",
                // at most
                "-, 2, 0, MET, -, true",
                "-, 2, 3, OVER, 1, false",
                "-, 2, -, UNKNOWN, -, false",
            })
    void statesOfABound(
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            @Nullable BigDecimal now,
            TargetState expected,
            @Nullable BigDecimal gap,
            boolean reached) {
        var bound = new Bound(least, most);
        var state = TargetState.of(bound, now, false);
        assertThat(state).isEqualTo(expected);
        assertThat(TargetState.gap(bound, now)).isEqualTo(gap);
        assertThat(state.reaches(bound)).isEqualTo(reached);
        // After its time nothing at all is a lack like any other.
        assertThat(TargetState.of(bound, now, true))
                .isEqualTo(expected == TargetState.NOT_STARTED ? TargetState.SHORT : expected);
    }
}
