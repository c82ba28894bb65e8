package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The JDK's own Ed25519 is the second opinion: another implementation by other people.
@DisplayName("签名算法：RFC 8032 和 SM2 标准里的例子，与 JDK 的 Ed25519 说法一致")
class AlgorithmTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] X509 = HEX.parseHex("302a300506032b6570032100");
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private record Example(String secret, String key, String message, String signature) {}

    private static final List<Example> RFC_8032 = List.of(
            new Example(
                    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                    "",
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
            new Example(
                    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                    "72",
                    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
            new Example(
                    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                    "af82",
                    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));

    @Test
    @DisplayName("RFC 8032 的例子：签出来一样，查得过")
    void signsAsTheStandard() {
        for (var one : RFC_8032) {
            var secret = HEX.parseHex(one.secret());
            var message = HEX.parseHex(one.message());
            assertThat(HEX.formatHex(Algorithm.ED25519.publicOf(secret))).isEqualTo(one.key());
            assertThat(HEX.formatHex(Algorithm.ED25519.sign(secret, message))).isEqualTo(one.signature());
            assertThat(Algorithm.ED25519.verifies(HEX.parseHex(one.key()), message, HEX.parseHex(one.signature())))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("SM2 标准里的例子（sm2p256v1，默认用户标识）")
    void verifiesTheExampleOfSm2() {
        var key = HEX.parseHex("04" + "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
        var signature = HEX.parseHex("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
        var message = "message digest".getBytes(StandardCharsets.US_ASCII);
        assertThat(Algorithm.SM2.verifies(key, message, signature)).isTrue();
        assertThat(Algorithm.SM2.verifies(key, "message digesu".getBytes(StandardCharsets.US_ASCII), signature))
                .isFalse();
        var secret = HEX.parseHex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
        assertThat(HEX.formatHex(Algorithm.SM2.publicOf(secret)))
                .isEqualTo("0309f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020");
    }

    /// Signed and judged by OpenSSL 3.0.19, which shares no code with ours (`openssl pkeyutl -rawin
    /// -digest sm3 -pkeyopt distid:1234567812345678`): keys of both forms, messages around the block of
    /// SM3, leading zeros; then faults. Those called `ours` were signed by us.
    @Test
    @DisplayName("SM2：OpenSSL 签的我们认，我们签的 OpenSSL 认，它不认的我们也不认")
    void agreesWithOpenSslOnSm2() throws IOException {
        var lines = Files.readAllLines(Path.of("src/test/resources/vectors/sm2.tsv"));
        assertThat(lines.stream().map(line -> line.split("\t", 2)[0].replaceAll("-?\\d+$", "")))
                .contains("length", "ours", "leading-zero", "r-plus-s-is-order", "other-user-id", "swapped");
        for (var line : lines) {
            var part = line.split("\t");
            assertThat(Algorithm.SM2.verifies(HEX.parseHex(part[1]), HEX.parseHex(part[2]), HEX.parseHex(part[3])))
                    .as(part[0])
                    .isEqualTo(part[4].equals("valid"));
        }
        var good = lines.stream()
                .filter(line -> line.startsWith("good\t"))
                .findFirst()
                .orElseThrow()
                .split("\t");
        var message = HEX.parseHex(good[2]);
        var signature = HEX.parseHex(good[3]);
        // No point of the curve, the neutral point, too short, too long, the DER form: refused, not thrown.
        for (var key : List.of(
                "",
                "00",
                "04",
                "02",
                "05" + good[1].substring(2),
                "02" + "ff".repeat(32),
                "02" + "00".repeat(31) + "02",
                "04" + "00".repeat(64),
                good[1].substring(2),
                good[1] + "00"))
            assertThat(Algorithm.SM2.verifies(HEX.parseHex(key), message, signature))
                    .as(key)
                    .isFalse();
        for (int length : List.of(0, 63, 65, 72))
            assertThat(Algorithm.SM2.verifies(HEX.parseHex(good[1]), message, Arrays.copyOf(signature, length)))
                    .isFalse();
    }

    @Property(tries = 40)
    @Label("我们签的 JDK 认，JDK 不认的我们也不认")
    void agreesWithTheJdk(@ForAll byte[] message, @ForAll byte[] noise) {
        var secret = Algorithm.ED25519.drawKey();
        var key = Algorithm.ED25519.publicOf(secret);
        var signature = Algorithm.ED25519.sign(secret, message);
        assertThat(jdk(key, message, signature)).isTrue();
        for (int i = 0; i < Math.min(noise.length, 4); i++) {
            var changed = signature.clone();
            changed[Math.floorMod(noise[i], 64)] ^= (byte) (1 << (noise[i] & 7));
            assertThat(Algorithm.ED25519.verifies(key, message, changed))
                    .isEqualTo(jdk(key, message, changed))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("刁钻的签名都不认：S 加一个阶、R 和公钥写得不规范、零、短、长")
    void crookedSignaturesAreRefused() {
        for (var one : RFC_8032) {
            var key = HEX.parseHex(one.key());
            var message = HEX.parseHex(one.message());
            var good = HEX.parseHex(one.signature());
            var crooked = new ArrayList<byte[]>();
            crooked.add(withS(good, s(good).add(ORDER)));
            crooked.add(withS(good, s(good).add(ORDER.shiftLeft(1))));
            crooked.add(withS(good, ORDER));
            crooked.add(withS(good, BigInteger.ZERO));
            crooked.add(withS(good, BigInteger.TWO.pow(256).subtract(BigInteger.ONE)));
            crooked.add(new byte[64]);
            // R not below the field's prime, and the neutral point with a wrong sign.
            crooked.add(withR(good, "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"));
            crooked.add(withR(good, "0100000000000000000000000000000000000000000000000000000000000080"));
            crooked.add(withR(good, "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"));
            for (var signature : crooked) {
                assertThat(Algorithm.ED25519.verifies(key, message, signature))
                        .as(HEX.formatHex(signature))
                        .isEqualTo(jdk(key, message, signature))
                        .isFalse();
            }
            assertThat(Algorithm.ED25519.verifies(key, message, Arrays.copyOf(good, 63)))
                    .isFalse();
            assertThat(Algorithm.ED25519.verifies(key, message, Arrays.copyOf(good, 65)))
                    .isFalse();
            assertThat(Algorithm.ED25519.verifies(new byte[31], message, good)).isFalse();
            assertThat(Algorithm.ED25519.verifies(
                            HEX.parseHex("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
                            message,
                            good))
                    .isFalse();
            assertThat(Algorithm.SM2.verifies(key, message, good)).isFalse();
        }
    }

    private static BigInteger s(byte[] signature) {
        var big = new byte[32];
        for (int i = 0; i < 32; i++) big[i] = signature[63 - i];
        return new BigInteger(1, big);
    }

    private static byte[] withS(byte[] signature, BigInteger s) {
        var changed = signature.clone();
        for (int i = 0; i < 32; i++) changed[32 + i] = s.shiftRight(8 * i).byteValue();
        return changed;
    }

    private static byte[] withR(byte[] signature, String r) {
        var changed = signature.clone();
        System.arraycopy(HEX.parseHex(r), 0, changed, 0, 32);
        return changed;
    }

    private static boolean jdk(byte[] key, byte[] message, byte[] signature) {
        try {
            var encoded = new byte[X509.length + key.length];
            System.arraycopy(X509, 0, encoded, 0, X509.length);
            System.arraycopy(key, 0, encoded, X509.length, key.length);
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
