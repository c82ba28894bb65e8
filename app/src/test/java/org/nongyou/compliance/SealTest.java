package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nongyou.compliance.Verifier.Outcome;
import org.nongyou.print.QrCode;

@DisplayName("签名内容：不联网查得出真假，改一个字节就不认")
class SealTest {

    private static final String SITE = "https://nongyou.example";
    private static final LocalDate DAY = LocalDate.of(2026, 6, 16);
    private static final byte[] SECRET = Algorithm.ED25519.drawKey();
    private static final byte[] SECRET_SM2 = Algorithm.SM2.drawKey();
    private static final VerificationKey KEY = key(7, Algorithm.ED25519, SECRET);
    private static final VerificationKey KEY_SM2 = key(8, Algorithm.SM2, SECRET_SM2);
    private static final Verifier VERIFIER = new Verifier(List.of(KEY, KEY_SM2), Set.of());

    private static VerificationKey key(int id, Algorithm algorithm, byte[] secret) {
        return new VerificationKey(id, algorithm, algorithm.publicOf(secret), LocalDate.of(2026, 6, 1), null, false);
    }

    private static Words words(Algorithm algorithm, int key) {
        return new Words(
                CertificateCode.of(YearMonth.from(DAY), new Random(1)),
                algorithm,
                key,
                DAY,
                500_000,
                EnumSet.of(Basis.CONTROL, Basis.SELF_TEST),
                "设施番茄",
                "清徐县汾河设施蔬菜专业合作社",
                "太原市清徐县孟封镇");
    }

    private static final Seal SEAL = Seal.sign(words(Algorithm.ED25519, 7), SECRET);
    private static final Seal SEAL_SM2 = Seal.sign(words(Algorithm.SM2, 8), SECRET_SM2);

    @Test
    @DisplayName("真的认，Ed25519 和 SM2 一样")
    void genuineIsBelieved() {
        for (var seal : List.of(SEAL, SEAL_SM2)) {
            var answer = VERIFIER.verify(seal.address(SITE));
            assertThat(answer.outcome()).isEqualTo(Outcome.GENUINE);
            assertThat(answer.words()).isEqualTo(seal.words());
            assertThat(VERIFIER.verify(seal.address(SITE).toLowerCase()).outcome())
                    .isEqualTo(Outcome.GENUINE);
        }
    }

    @Test
    @DisplayName("改任何一个字节的任何一位都不认，换编码也不认")
    void everyChangedBitIsRefused() {
        var bytes = Objects.requireNonNull(Base43.bytes(SEAL.text()));
        for (int i = 0; i < bytes.length; i++)
            for (int bit = 0; bit < 8; bit++) {
                var changed = bytes.clone();
                changed[i] ^= (byte) (1 << bit);
                var text = SITE + "/c/" + SEAL.words().code() + "#" + Base43.of(changed);
                assertThat(VERIFIER.verify(text).outcome())
                        .as("byte %s bit %s", i, bit)
                        .isIn(Outcome.ALTERED, Outcome.UNKNOWN_KEY);
            }
        var other = CertificateCode.of(YearMonth.from(DAY), new Random(2));
        assertThat(VERIFIER.verify(SITE + "/c/" + other + "#" + SEAL.text()).outcome())
                .isEqualTo(Outcome.ALTERED);
    }

    @Property(tries = 60)
    @Label("SM2：改一个字节也不认")
    void aChangedByteOfSm2IsRefused(
            @ForAll @IntRange(max = 200) int place, @ForAll @IntRange(min = 1, max = 255) int by) {
        var bytes = Objects.requireNonNull(Base43.bytes(SEAL_SM2.text()));
        bytes[place % bytes.length] ^= (byte) by;
        assertThat(VERIFIER.verify(SITE + "/c/" + SEAL_SM2.words().code() + "#" + Base43.of(bytes))
                        .outcome()
                        .good())
                .isFalse();
    }

    @Property(tries = 300)
    @Label("截短、加长都不认")
    void cutAndLengthenedAreRefused(
            @ForAll @IntRange(max = 400) int length, @ForAll @IntRange(min = 1, max = 9) int more) {
        var whole = SEAL.text();
        var cut = whole.substring(0, Math.min(length, whole.length() - 1));
        var code = SEAL.words().code();
        assertThat(VERIFIER.verify("/c/" + code + "#" + cut).outcome().good()).isFalse();
        assertThat(VERIFIER.verify("/c/" + code + "#" + whole + "0".repeat(more))
                        .outcome()
                        .good())
                .isFalse();
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().withCharRange('一', '龥').ofMaxLength(130));
    }

    @Property(tries = 500)
    @Label("写成字节再读回来是同一句话，同一句话只有一种写法")
    void wordsComeBack(
            @ForAll @IntRange(max = 20_000) int days,
            @ForAll @LongRange(min = 1, max = 1L << 49) long grams,
            @ForAll @IntRange(max = 7) int bases,
            @ForAll("names") String product,
            @ForAll("names") String producer,
            @ForAll("names") String origin) {
        var words = new Words(
                SEAL.words().code(),
                Algorithm.ED25519,
                days,
                LocalDate.of(2026, 1, 1).plusDays(days),
                grams,
                Basis.of(bases),
                product,
                producer,
                origin);
        assertThat(Words.read(words.code(), words.bytes())).contains(words);
    }

    @Property(tries = 1000)
    @Label("43 个字写的字节读得回来；别的写法不认")
    void base43ComesBack(@ForAll byte[] bytes, @ForAll String any) {
        assertThat(Base43.bytes(Base43.of(bytes))).isEqualTo(bytes);
        var read = Base43.bytes(any);
        if (read != null) assertThat(Base43.of(read)).isEqualTo(any);
    }

    @Property(tries = 1000)
    @Label("随便扫到什么都有回答，都不认")
    void anyTextIsAnswered(@ForAll String scanned, @ForAll byte[] bytes) {
        assertThat(VERIFIER.verify(scanned).outcome().good()).isFalse();
        assertThat(VERIFIER.verify("/c/" + SEAL.words().code() + "#" + Base43.of(bytes))
                        .outcome()
                        .good())
                .isFalse();
    }

    @Test
    @DisplayName("作废、钥匙不认识、钥匙停信、编码错、没有签名内容，各说各的")
    void eachCaseHasItsAnswer() {
        var text = SEAL.address(SITE);
        var code = SEAL.words().code();
        var gone = Set.of(Verifier.revokedAs(code));
        assertThat(new Verifier(List.of(KEY), gone).verify(text).outcome()).isEqualTo(Outcome.REVOKED);
        assertThat(new Verifier(List.of(KEY), gone).verify(code.shown()).outcome())
                .isEqualTo(Outcome.REVOKED);
        assertThat(new Verifier(List.of(KEY_SM2), Set.of()).verify(text).outcome())
                .isEqualTo(Outcome.UNKNOWN_KEY);
        var lost = new VerificationKey(7, Algorithm.ED25519, KEY.key(), KEY.from(), null, true);
        assertThat(new Verifier(List.of(lost), Set.of()).verify(text).outcome()).isEqualTo(Outcome.UNTRUSTED_KEY);
        var ended = new VerificationKey(7, Algorithm.ED25519, KEY.key(), KEY.from(), DAY.minusDays(1), false);
        assertThat(new Verifier(List.of(ended), Set.of()).verify(text).outcome())
                .as("signed after the key's end")
                .isEqualTo(Outcome.ALTERED);
        var swapped = new VerificationKey(7, Algorithm.SM2, KEY_SM2.key(), KEY.from(), null, false);
        assertThat(new Verifier(List.of(swapped), Set.of()).verify(text).outcome())
                .isEqualTo(Outcome.ALTERED);
        assertThat(VERIFIER.verify(code.value()).outcome()).isEqualTo(Outcome.NO_WORDS);
        var wrong = code.value().substring(0, 15) + (code.value().endsWith("2") ? "3" : "2");
        assertThat(VERIFIER.verify(SITE + "/c/" + wrong + "#" + SEAL.text()).outcome())
                .isEqualTo(Outcome.WRONG_CODE);
        var januaryCode = CertificateCode.of(YearMonth.of(2026, 1), new Random(3));
        var misdated = Seal.sign(
                new Words(januaryCode, Algorithm.ED25519, 7, DAY, 1, Set.of(Basis.CONTROL), "", "", ""), SECRET);
        assertThat(VERIFIER.verify(misdated.address(SITE)).outcome())
                .as("a code of another month")
                .isEqualTo(Outcome.ALTERED);
    }

    @Test
    @DisplayName("二维码装得下：内容不到 200 个字，印在小标签上也能扫")
    void itFitsASmallLabel() throws Exception {
        var address = SEAL.address(SITE);
        assertThat(SEAL.text().length()).isLessThan(200);
        var image = javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(QrCode.png(address, 4)));
        assertThat(VerifyCommand.qr(image)).isEqualTo(address);
    }

    @Test
    @DisplayName("./run verify：图片、文本文件、文字都能查，公钥从文件来")
    void theCommandChecks(@TempDir Path folder) throws Exception {
        var keys = folder.resolve("keys.json");
        Files.writeString(keys, KeyFile.keys(List.of(KEY, KEY_SM2)));
        var revoked = folder.resolve("revoked.json");
        Files.writeString(
                revoked, KeyFile.revoked(Set.of(Verifier.revokedAs(SEAL.words().code())), "2026-06-17"));
        var picture = folder.resolve("qr.png");
        Files.write(picture, QrCode.png(SEAL_SM2.address(SITE), 4));
        var text = folder.resolve("scan.txt");
        Files.writeString(text, SEAL.address(SITE) + "\n");
        assertThat(said(0, picture.toString(), "--keys", keys.toString())).contains("有效", "设施番茄 500 公斤", "SM2");
        assertThat(said(0, text.toString(), "--keys", keys.toString())).contains("2026-06-16", "不知道它后来有没有作废");
        assertThat(said(1, text.toString(), "--keys", keys.toString(), "--revoked", revoked.toString()))
                .contains("已经作废");
        var whole = SEAL.address(SITE);
        var changed = whole.substring(0, whole.length() - 1) + (whole.endsWith("0") ? "1" : "0");
        assertThat(said(1, changed, "--keys", keys.toString())).contains("不能认");
        var copy = folder.resolve("copy.json");
        assertThat(said(0, "--keys", keys.toString(), "--save", copy.toString()))
                .contains("2 把");
        assertThat(Files.readString(copy)).isEqualTo(Files.readString(keys));
        assertThat(said(2, text.toString())).contains("用法");
        assertThat(said(2, text.toString(), "--keys", folder.resolve("none").toString()))
                .contains("没有这个文件");
        assertThat(said(2, text.toString(), "--keys", text.toString())).contains("不是 JSON");
    }

    private static String said(int exit, String... arguments) {
        var out = new ByteArrayOutputStream();
        var code = new VerifyCommand().run(List.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(code).isEqualTo(exit);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("公钥文件写出去读得回来，坏的说得出哪里坏")
    void keyFilesComeBack() {
        var ended = new VerificationKey(9, Algorithm.ED25519, KEY.key(), KEY.from(), DAY, true);
        var keys = List.of(KEY, KEY_SM2, ended);
        assertThat(KeyFile.readKeys(KeyFile.keys(keys))).isEqualTo(keys);
        assertThat(KeyFile.readRevoked(KeyFile.revoked(Set.of("ab", "cd"), "2026-06-17")))
                .containsExactlyInAnyOrder("ab", "cd");
        assertThatThrownBy(() -> KeyFile.readKeys("{}")).hasMessageContaining("keys");
        assertThatThrownBy(() -> KeyFile.readKeys("{\"keys\":[{\"algorithm\":\"RSA\"}]}"))
                .hasMessageContaining("RSA");
        assertThatThrownBy(() -> KeyFile.readKeys("{\"keys\":[{\"algorithm\":\"SM2\",\"public\":\"?\"}]}"))
                .hasMessageContaining("读不懂");
    }
}
