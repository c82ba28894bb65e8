package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Crooked and good signatures of Ed25519 in a file that the browser test reads too, so that the verifier of the
/// server,
/// the one of the phone and its fallback library answer alike. Made here, because no registry that the build reaches
/// carries the vectors of Wycheproof; the classes of faults are theirs. The JDK is the second opinion. Keys of small
/// order are the one matter where libraries differ, and nobody's key is one: we refuse them everywhere.
@DisplayName("Ed25519 的好签名和刁钻签名：与 JDK 一致，浏览器用的是同一份")
class Ed25519VectorsTest {

    /// For the browser test too.
    private static final Path FILE = Path.of("src/test/resources/vectors/ed25519.tsv");

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] X509 = HEX.parseHex("302a300506032b6570032100");
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final String SMALL = "small-order-key";

    private record Vector(String name, byte[] key, byte[] message, byte[] signature, boolean valid) {

        String line() {
            return String.join(
                    "\t",
                    name,
                    HEX.formatHex(key),
                    HEX.formatHex(message),
                    HEX.formatHex(signature),
                    valid ? "valid" : "invalid");
        }
    }

    private static final List<String> SMALL_ORDER = List.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");

    @Test
    @DisplayName("文件就是现在算出来的")
    void theFileIsWhatIsMade() throws IOException {
        var made = all().stream().map(Vector::line).collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("vectors.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, made);
        }
        assertThat(Files.readString(FILE)).isEqualTo(made);
    }

    @Test
    @DisplayName("每一条我们都答对，JDK 也这么说")
    void weAndTheJdkAnswerRight() {
        var all = all();
        assertThat(all).hasSizeGreaterThan(250);
        for (var one : all) {
            assertThat(Algorithm.ED25519.verifies(one.key(), one.message(), one.signature()))
                    .as(one.line())
                    .isEqualTo(one.valid());
            if (!one.name().startsWith(SMALL))
                assertThat(jdk(one.key(), one.message(), one.signature()))
                        .as("JDK: " + one.line())
                        .isEqualTo(one.valid());
        }
    }

    // --- How they are made

    private static List<Vector> all() {
        var all = new ArrayList<Vector>();
        var secret = hash("nongyou vectors", 32);
        var key = publicOf(secret);
        for (int length : List.of(0, 1, 31, 32, 63, 64, 111, 112, 127, 128, 129, 255, 256, 1_000)) {
            var message = hash("message " + length, length);
            all.add(new Vector("length-" + length, key, message, sign(secret, message), true));
        }
        for (int n = 0; n < 40; n++) {
            var one = hash("secret " + n, 32);
            var message = hash("of " + n, n);
            all.add(new Vector("key-" + n, publicOf(one), message, sign(one, message), true));
        }
        var message = "承诺达标合格证".getBytes(StandardCharsets.UTF_8);
        var good = sign(secret, message);
        for (int i = 0; i < good.length; i++) all.add(bad("bit-of-signature-" + i, key, message, flipped(good, i)));
        for (int i = 0; i < key.length; i++) all.add(bad("bit-of-key-" + i, flipped(key, i), message, good));
        for (int i = 0; i < message.length; i++) all.add(bad("bit-of-message-" + i, key, flipped(message, i), good));
        all.add(bad("message-cut", key, Arrays.copyOf(message, message.length - 1), good));
        all.add(bad("message-longer", key, Arrays.copyOf(message, message.length + 1), good));
        for (int length : List.of(0, 1, 31, 32, 33, 63, 65, 96, 128))
            all.add(bad("signature-length-" + length, key, message, Arrays.copyOf(good, length)));
        for (int length : List.of(0, 1, 31, 33, 64))
            all.add(bad("key-length-" + length, Arrays.copyOf(key, length), message, good));
        var s = number(good);
        for (int times = 1; times <= 15; times++)
            if (s.add(ORDER.multiply(BigInteger.valueOf(times))).bitLength() <= 256)
                all.add(bad(
                        "s-plus-order-" + times,
                        key,
                        message,
                        withS(good, s.add(ORDER.multiply(BigInteger.valueOf(times))))));
        all.add(bad("s-zero", key, message, withS(good, BigInteger.ZERO)));
        all.add(bad("s-one", key, message, withS(good, BigInteger.ONE)));
        all.add(bad("s-order", key, message, withS(good, ORDER)));
        all.add(bad("s-order-less-one", key, message, withS(good, ORDER.subtract(BigInteger.ONE))));
        all.add(bad("s-negative", key, message, withS(good, ORDER.subtract(s))));
        for (int bit : List.of(252, 253, 254, 255))
            all.add(bad("s-bit-" + bit, key, message, withS(good, s.setBit(bit))));
        all.add(bad(
                "s-all-ones", key, message, withS(good, BigInteger.TWO.pow(256).subtract(BigInteger.ONE))));
        for (var r : SMALL_ORDER) {
            all.add(bad("r-small-order", key, message, withR(good, HEX.parseHex(r))));
            all.add(bad("r-small-order-s-zero", key, message, withS(withR(good, HEX.parseHex(r)), BigInteger.ZERO)));
        }
        all.add(bad("r-not-on-the-curve", key, message, withR(good, HEX.parseHex("02" + "00".repeat(31)))));
        all.add(bad("halves-swapped", key, message, swapped(good)));
        all.add(bad("other-keys-signature", key, message, sign(hash("another", 32), message)));
        all.add(bad("all-zero", key, message, new byte[64]));
        all.add(bad("key-not-on-the-curve", HEX.parseHex("02" + "00".repeat(31)), message, good));
        for (var small : SMALL_ORDER) all.add(small(HEX.parseHex(small)));
        return all;
    }

    private static Vector bad(String name, byte[] key, byte[] message, byte[] signature) {
        return new Vector(name, key, message, signature, false);
    }

    /// Fits the bare equation for a key of small order: S·B = R, where the hash is a multiple of eight.
    private static Vector small(byte[] key) {
        var secret = hash("small", 32);
        var r = publicOf(secret);
        var scalar = Arrays.copyOf(sha512(secret), 32);
        scalar[0] &= (byte) 248;
        scalar[31] = (byte) (scalar[31] & 127 | 64);
        var signature = withS(Arrays.copyOf(r, 64), little(scalar).mod(ORDER));
        for (int n = 0; ; n++) {
            var message = ("message " + n).getBytes(StandardCharsets.US_ASCII);
            var h = little(sha512(r, key, message)).mod(ORDER);
            if (h.mod(BigInteger.valueOf(8)).signum() == 0) return new Vector(SMALL, key, message, signature, false);
        }
    }

    private static byte[] publicOf(byte[] secret) {
        var key = new byte[32];
        Ed25519.generatePublicKey(secret, 0, key, 0);
        return key;
    }

    private static byte[] sign(byte[] secret, byte[] message) {
        var signature = new byte[64];
        Ed25519.sign(secret, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    private static byte[] hash(String seed, int length) {
        var all = new byte[(length + 63) / 64 * 64];
        for (int i = 0; i < all.length; i += 64)
            System.arraycopy(sha512((seed + "/" + i).getBytes(StandardCharsets.UTF_8)), 0, all, i, 64);
        return Arrays.copyOf(all, length);
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-512");
            for (var part : parts) digest.update(part);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] flipped(byte[] bytes, int at) {
        var changed = bytes.clone();
        changed[at] ^= (byte) (1 << at % 8);
        return changed;
    }

    private static byte[] swapped(byte[] signature) {
        var changed = Arrays.copyOfRange(signature, 32, 96);
        System.arraycopy(signature, 0, changed, 32, 32);
        return changed;
    }

    private static BigInteger little(byte[] bytes) {
        var big = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) big[i] = bytes[bytes.length - 1 - i];
        return new BigInteger(1, big);
    }

    private static BigInteger number(byte[] signature) {
        return little(Arrays.copyOfRange(signature, 32, 64));
    }

    private static byte[] withS(byte[] signature, BigInteger s) {
        var changed = signature.clone();
        for (int i = 0; i < 32; i++) changed[32 + i] = s.shiftRight(8 * i).byteValue();
        return changed;
    }

    private static byte[] withR(byte[] signature, byte[] r) {
        var changed = signature.clone();
        System.arraycopy(r, 0, changed, 0, 32);
        return changed;
    }

    private static boolean jdk(byte[] key, byte[] message, byte[] signature) {
        try {
            var encoded = Arrays.copyOf(X509, X509.length + key.length);
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
