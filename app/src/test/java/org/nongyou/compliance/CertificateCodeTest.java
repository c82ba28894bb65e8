package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("合格证编码：猜不到，打错一位、颠倒两位都看得出来，读得出开具月份")
class CertificateCodeTest {

    @Property(tries = 200)
    @Label("错任何一位都看得出来；任何两位颠倒也看得出来，相邻的更不用说")
    void everyWrongSignAndEverySwapIsFound(@ForAll long seed, @ForAll @IntRange(max = 479) int months) {
        var code = CertificateCode.of(CertificateCode.FIRST.plusMonths(months), new Random(seed))
                .value();
        for (int i = 0; i < CertificateCode.LENGTH; i++) {
            for (char sign : CertificateCode.SIGNS.toCharArray()) {
                if (sign == code.charAt(i)) continue;
                var wrong = new StringBuilder(code);
                wrong.setCharAt(i, sign);
                assertThat(CertificateCode.fault(wrong.toString())).isEqualTo(CertificateCode.Fault.CHECK);
            }
            for (int k = i + 1; k < CertificateCode.LENGTH; k++) {
                if (code.charAt(i) == code.charAt(k)) continue;
                var swapped = new StringBuilder(code);
                swapped.setCharAt(i, code.charAt(k));
                swapped.setCharAt(k, code.charAt(i));
                assertThat(CertificateCode.fault(swapped.toString())).isEqualTo(CertificateCode.Fault.CHECK);
            }
        }
    }

    @Property(tries = 300)
    @Label("开具月份读得回来，短横、空格、小写不要紧")
    void theMonthIsReadable(@ForAll long seed, @ForAll @IntRange(max = 479) int months) {
        var month = CertificateCode.FIRST.plusMonths(months);
        var code = CertificateCode.of(month, new Random(seed));
        assertThat(code.month()).isEqualTo(month);
        assertThat(code.shown()).hasSize(19);
        assertThat(CertificateCode.parse(" " + code.shown().toLowerCase() + "\n"))
                .contains(code);
    }

    @Property(tries = 500)
    @Label("随便什么文字都不出错")
    void anyTextIsJudged(@ForAll String typed) {
        assertThat(CertificateCode.parse(typed).isPresent()).isEqualTo(CertificateCode.fault(typed) == null);
    }

    @Test
    @DisplayName("没有看错的字：0 和 O、1 和 I 和 L 都不用")
    void noLookAlikes() {
        assertThat(CertificateCode.SIGNS).hasSize(31).doesNotContain("0", "O", "1", "I", "L");
        assertThat(CertificateCode.fault("0".repeat(16))).isEqualTo(CertificateCode.Fault.SIGN);
        assertThat(CertificateCode.fault("2345")).isEqualTo(CertificateCode.Fault.LENGTH);
        assertThat(CertificateCode.fault("")).isEqualTo(CertificateCode.Fault.LENGTH);
    }

    @Test
    @DisplayName("随机的部分超过 64 位，一万个里没有重的，每一位各个字都出现")
    void drawnByChance() {
        assertThat(13 * Math.log(31) / Math.log(2)).isGreaterThan(64);
        var codes = new HashSet<String>();
        var seen = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            var code = CertificateCode.fresh(LocalDate.of(2026, 6, 16)).value();
            codes.add(code);
            for (int at = 2; at < CertificateCode.LENGTH; at++) seen.add(at + ":" + code.charAt(at));
        }
        assertThat(codes).hasSize(10_000);
        assertThat(seen).hasSize(14 * 31);
        assertThat(new CertificateCode(codes.iterator().next()).month()).isEqualTo(YearMonth.of(2026, 6));
    }
}
