package org.nongyou.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nongyou.kernel.Decision;

@DisplayName("代码、证件号和电话的校验")
class NumbersTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    /// Codes that companies publish on their own pages, and the example of GB 32100's explanation.
    @ParameterizedTest
    @ValueSource(strings = {"91350100M000100Y43", "91110000802100433B", "9144030071526726XG", "914403001922038216"})
    @DisplayName("公开的信用代码都对得上")
    void knownCreditCodes(String code) {
        assertThat(CreditCode.parse(code)).isEqualTo(Decision.done(new CreditCode(code)));
    }

    @Test
    @DisplayName("空格、短横线、小写不算错")
    void spacesAndSmallLetters() {
        assertThat(CreditCode.parse(" 91350100-m000100 y43"))
                .isEqualTo(Decision.done(new CreditCode("91350100M000100Y43")));
    }

    @ParameterizedTest
    @CsvSource({
        "91350100M000100Y4,少 1 位，统一社会信用代码是 18 位",
        "91350100M000100Y431,多 1 位，统一社会信用代码是 18 位",
        "9135O100M000100Y43,第 5 位不会是字母 O，看看是不是数字 0",
        "9I350100M000100Y43,第 2 位不会是字母 I，看看是不是数字 1",
        "91350100S000100Y43,第 9 位不会是字母 S，看看是不是数字 5",
        "91350100Z000100Y43,第 9 位不会是字母 Z，看看是不是数字 2",
        "91350100V000100Y43,第 9 位不会是字母 V，看看是不是字母 U 或 Y",
        "91350100M00010#Y43,第 15 位是“#”，统一社会信用代码只有数字和大写字母",
        "9135A100M000100Y43,第 3 到 8 位是登记机关的区划代码，应该全是数字",
        "91350100M000100Y44,有一位写错了，照营业执照逐位核对（校验码对不上）",
    })
    @DisplayName("信用代码错在哪里，说得出")
    void brokenCreditCodes(String typed, String sentence) {
        assertThat(sentence(CreditCode.parse(typed))).isEqualTo(sentence);
    }

    /// 3 is a generator modulo 31, a prime: no weight is zero and neighbours differ.
    @Property
    @Label("写错一个字符，或者相邻两个写反，一定查得出")
    void oneSlipIsFound(@ForAll Random random, @ForAll @IntRange(max = 17) int at) {
        var code = randomCode(random);
        var wrong = new StringBuilder(code);
        char other;
        do {
            other = CreditCode.ALPHABET.charAt(random.nextInt(31));
        } while (other == code.charAt(at));
        wrong.setCharAt(at, other);
        assertThat(CreditCode.parse(code)).isInstanceOf(Decision.Done.class);
        assertThat(CreditCode.parse(wrong.toString())).isInstanceOf(Decision.Refused.class);
        if (at < 17 && code.charAt(at) != code.charAt(at + 1)) {
            var swapped = new StringBuilder(code);
            swapped.setCharAt(at, code.charAt(at + 1));
            swapped.setCharAt(at + 1, code.charAt(at));
            assertThat(CreditCode.parse(swapped.toString())).isInstanceOf(Decision.Refused.class);
        }
    }

    /// A plausible code with a made-up body, as the demo data and other tests need.
    static String randomCode(Random random) {
        var body = new StringBuilder("93140423");
        for (int i = 0; i < 9; i++) body.append(CreditCode.ALPHABET.charAt(random.nextInt(31)));
        return body.toString() + CreditCode.checkCharacter(body.toString());
    }

    @Test
    @DisplayName("国标例子：11010519491231002X")
    void knownIdentityNumber() {
        assertThat(IdentityNumber.parse("11010519491231002x", TODAY))
                .isEqualTo(Decision.done(new IdentityNumber("11010519491231002X")));
        assertThat(new IdentityNumber("11010519491231002X").masked()).isEqualTo("110***********002X");
        assertThat(new IdentityNumber("11010519491231002X").toString()).doesNotContain("19491231");
    }

    @ParameterizedTest
    @CsvSource({
        "1101051949123100,少 2 位，身份证号是 18 位",
        "11010519491231002X1,多 1 位，身份证号是 18 位",
        "1101051949123X002X,身份证号是 17 位数字加 1 位数字或 X",
        "11010519491332002X,第 7 到 14 位“19491332”不是一个出生日期",
        "110105202702300025,第 7 到 14 位“20270230”不是一个出生日期",
        "440524188001010014,第 7 到 14 位“18800101”不是一个出生日期",
        "110105194912310021,有一位写错了，照身份证逐位核对（校验码对不上）",
    })
    @DisplayName("身份证号错在哪里，说得出")
    void brokenIdentityNumbers(String typed, String sentence) {
        assertThat(sentence(IdentityNumber.parse(typed, TODAY))).isEqualTo(sentence);
    }

    @Property
    @Label("身份证号写错一位，一定查得出")
    void oneWrongDigitIsFound(
            @ForAll @IntRange(max = 999) int sequence,
            @ForAll @IntRange(max = 16) int at,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        var body = "14042319800101%03d".formatted(sequence);
        var number = body + IdentityNumber.checkCharacter(body);
        assertThat(IdentityNumber.parse(number, TODAY)).isInstanceOf(Decision.Done.class);
        var wrong = new StringBuilder(number);
        wrong.setCharAt(at, (char) ('0' + (number.charAt(at) - '0' + by) % 10));
        assertThat(IdentityNumber.parse(wrong.toString(), TODAY)).isInstanceOf(Decision.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "13800000000,13800000000",
        "138 0000 0000,13800000000",
        "0355-5550188,0355-5550188",
        "03555550188,0355-5550188",
        "01055501880,010-55501880",
        "400-555-0188,4005550188",
    })
    @DisplayName("收得下的电话")
    void phones(String typed, String kept) {
        assertThat(Phone.parse(typed)).isEqualTo(Decision.done(new Phone(kept)));
    }

    @ParameterizedTest
    @CsvSource({
        "1385550126,少 1 位，手机号是 11 位",
        "138555012655,多 1 位，手机号是 11 位",
        "12800000000,没有 12 开头的手机号",
        "5550188,固定电话前面要加区号，如 0351-5550188",
        "0355-550,固定电话位数不够，要带区号，如 0351-5550188",
        "0355-5550188-12345,固定电话位数多了，区号加号码最多 12 位",
        "4005550,400 电话是 10 位，这里有 7 位",
        "打村委会,只写数字，固定电话可以带短横线",
        "'',填联系电话",
    })
    @DisplayName("电话错在哪里，说得出")
    void brokenPhones(String typed, String sentence) {
        assertThat(sentence(Phone.parse(typed))).isEqualTo(sentence);
    }

    private static String sentence(Decision<?> decision) {
        return decision instanceof Decision.Refused<?>(var refusal) ? refusal.message() : "done";
    }
}
