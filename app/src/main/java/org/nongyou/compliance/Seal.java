package org.nongyou.compliance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The signed words of a certificate as they stand in its QR code: an address whose part behind the # stays in the
/// phone, so that the server never needs it and the page checks it without a network.
public record Seal(Words words, byte[] signature) {

    /// Longer than any code that is printed.
    static final int LONGEST = 2_000;

    private static final Pattern ADDRESS =
            Pattern.compile("/C/([0-9A-Z-]{1,40})(?:\\?[^#]{0,200})?(?:#(.*))?$", Pattern.DOTALL);

    static Seal sign(Words words, byte[] secret) {
        return new Seal(words, words.algorithm().sign(secret, Words.message(words.code(), words.bytes())));
    }

    boolean verifies(byte[] publicKey) {
        return words.algorithm().verifies(publicKey, Words.message(words.code(), words.bytes()), signature);
    }

    /// Behind the #.
    public String text() {
        var bytes = words.bytes();
        var all = Arrays.copyOf(bytes, bytes.length + signature.length);
        System.arraycopy(signature, 0, all, bytes.length, signature.length);
        return Base43.of(all);
    }

    /// In capitals throughout, which a QR code packs tighter.
    /// @param site `https://farm.example`, without a path
    public String address(String site) {
        return words.code().address(site) + "#" + text();
    }

    public static Optional<Seal> read(CertificateCode code, String text) {
        if (text.length() > LONGEST) return Optional.empty();
        var all = Base43.bytes(text.toUpperCase(Locale.ROOT));
        if (all == null || all.length <= Algorithm.SIGNATURE) return Optional.empty();
        int words = all.length - Algorithm.SIGNATURE;
        var signature = Arrays.copyOfRange(all, words, all.length);
        return Words.read(code, Arrays.copyOf(all, words)).map(read -> new Seal(read, signature));
    }

    /// What a scanned or typed text holds: an address with or without signed words, or a code alone.
    /// @param text behind the #, or empty
    record Found(String code, String text) {

        static Found in(String scanned) {
            var text = scanned.strip();
            if (text.length() > LONGEST) return new Found("", "");
            var found = ADDRESS.matcher(text.toUpperCase(Locale.ROOT));
            if (!found.find()) return new Found(text, "");
            var rest = found.group(2);
            return new Found(found.group(1), rest == null ? "" : rest);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seal(var otherWords, var otherSignature)
                && words.equals(otherWords)
                && Arrays.equals(signature, otherSignature);
    }

    @Override
    public int hashCode() {
        return 31 * words.hashCode() + Arrays.hashCode(signature);
    }
}
