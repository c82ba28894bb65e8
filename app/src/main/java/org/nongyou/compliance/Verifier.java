package org.nongyou.compliance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks what stands in a QR code by published keys and the list of what is no longer valid, and by nothing else:
/// neither database nor network. Pure: the same text, keys and list give the same answer.
public final class Verifier {

    /// What a check without the server can find out.
    public enum Outcome {
        GENUINE(true, "签名是真的，内容没有被改过"),
        /// Signed words do not fit the signature or are broken.
        ALTERED(false, "内容被改过，或者是假的：签名对不上"),
        REVOKED(false, "这张合格证已经作废"),
        /// The list of keys that was kept does not have it.
        UNKNOWN_KEY(false, "手上的公钥里没有签这张证的那一把，更新公钥再查"),
        UNTRUSTED_KEY(false, "签这张证的密钥已经作废，光凭签名不能信，联网查平台的记录"),
        /// A code without signed words: only the server can say.
        NO_WORDS(false, "这里只有编码，没有签名内容，联网才能查"),
        WRONG_CODE(false, "编码不对，打错了或者没有扫全");

        private final boolean good;
        private final String says;

        Outcome(boolean good, String says) {
            this.good = good;
            this.says = says;
        }

        public boolean good() {
            return good;
        }

        public String says() {
            return says;
        }
    }

    /// @param fault why the code is wrong, or null
    /// @param words null where none could be read; to be believed only with [Outcome#GENUINE] and [Outcome#REVOKED]
    public record Answer(
            Outcome outcome,
            CertificateCode.@Nullable Fault fault,
            @Nullable Words words) {}

    private static final int SHORT_HASH = 8;

    private final Map<Integer, VerificationKey> keys = new HashMap<>();
    private final Set<String> revoked;

    /// @param revoked as [#revokedAs] gives
    public Verifier(Collection<VerificationKey> keys, Set<String> revoked) {
        for (var one : keys) this.keys.put(one.id(), one);
        this.revoked = Set.copyOf(revoked);
    }

    /// @param scanned an address, or a code alone
    public Answer verify(String scanned) {
        var found = Seal.Found.in(scanned);
        var code = CertificateCode.parse(found.code()).orElse(null);
        if (code == null) return new Answer(Outcome.WRONG_CODE, CertificateCode.fault(found.code()), null);
        if (found.text().isEmpty())
            return new Answer(revoked.contains(revokedAs(code)) ? Outcome.REVOKED : Outcome.NO_WORDS, null, null);
        var seal = Seal.read(code, found.text()).orElse(null);
        if (seal == null) return new Answer(Outcome.ALTERED, null, null);
        var words = seal.words();
        var key = keys.get(words.keyId());
        if (key == null) return new Answer(Outcome.UNKNOWN_KEY, null, words);
        boolean fits = key.algorithm() == words.algorithm()
                && key.signedOn(words.issuedOn())
                && code.issuable(words.issuedOn())
                && seal.verifies(key.key());
        if (!fits) return new Answer(Outcome.ALTERED, null, words);
        if (key.untrusted()) return new Answer(Outcome.UNTRUSTED_KEY, null, words);
        return new Answer(revoked.contains(revokedAs(code)) ? Outcome.REVOKED : Outcome.GENUINE, null, words);
    }

    /// How a code stands in the published list: the first eight bytes of its SHA-256, so that the list tells nobody a
    /// code.
    public static String revokedAs(CertificateCode code) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(code.value().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, SHORT_HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
