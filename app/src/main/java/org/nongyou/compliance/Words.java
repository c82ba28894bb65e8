package org.nongyou.compliance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of a certificate is signed and stands in its QR code, so that it can be checked without a network: the fewest
/// bytes, each thing in one form only. Texts are in GB 18030, two bytes a character, which every browser reads.
/// @param keyId  which key signed
/// @param grams  the weight
/// @param origin the place in words
public record Words(
        CertificateCode code,
        Algorithm algorithm,
        int keyId,
        LocalDate issuedOn,
        long grams,
        Set<Basis> bases,
        String product,
        String producer,
        String origin) {

    static final int LONGEST_TEXT = 120;

    private static final int VERSION = 1;
    /// Nothing can be signed before.
    static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final int MOST_DAYS = 1 << 20;
    private static final long MOST_GRAMS = 1L << 50;
    private static final int MOST_KEYS = 1 << 20;
    private static final Charset TEXT = Charset.forName("GB18030");

    /// A signature over these bytes never fits anything else that a key may sign.
    private static final byte[] PURPOSE = "nongyou commitment 1\n".getBytes(StandardCharsets.US_ASCII);

    public Words {
        bases = Set.copyOf(bases);
        product = text(product);
        producer = text(producer);
        origin = text(origin);
        long days = issuedOn.toEpochDay() - FIRST_DAY.toEpochDay();
        if (days < 0 || days >= MOST_DAYS || grams <= 0 || grams >= MOST_GRAMS || keyId < 0 || keyId >= MOST_KEYS)
            throw new IllegalArgumentException("outside of what words can say");
    }

    /// Longer names are cut: the page shows them whole. Characters that no encoder knows become a mark.
    private static String text(String given) {
        int end = given.codePointCount(0, given.length()) <= LONGEST_TEXT
                ? given.length()
                : given.offsetByCodePoints(0, LONGEST_TEXT);
        return new String(given.substring(0, end).getBytes(TEXT), TEXT);
    }

    /// What stands in the QR code behind the address, before the signature.
    byte[] bytes() {
        var out = new ByteArrayOutputStream(96);
        out.write(VERSION << 4 | algorithm.number());
        number(out, keyId);
        number(out, issuedOn.toEpochDay() - FIRST_DAY.toEpochDay());
        number(out, grams);
        out.write(Basis.bits(bases));
        for (var text : new String[] {product, producer, origin}) {
            var bytes = text.getBytes(TEXT);
            number(out, bytes.length);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    /// What is signed: the purpose, the code and the words.
    static byte[] message(CertificateCode code, byte[] words) {
        var message = Arrays.copyOf(PURPOSE, PURPOSE.length + CertificateCode.LENGTH + words.length);
        System.arraycopy(
                code.value().getBytes(StandardCharsets.US_ASCII), 0, message, PURPOSE.length, CertificateCode.LENGTH);
        System.arraycopy(words, 0, message, PURPOSE.length + CertificateCode.LENGTH, words.length);
        return message;
    }

    /// Empty for anything but the one form that [#bytes] gives.
    static Optional<Words> read(CertificateCode code, byte[] bytes) {
        try {
            var in = ByteBuffer.wrap(bytes);
            int head = in.get() & 0xff;
            var algorithm = Algorithm.ofNumber(head & 0xf).orElse(null);
            if (head >> 4 != VERSION || algorithm == null) return Optional.empty();
            long key = number(in);
            long days = number(in);
            long grams = number(in);
            int bits = in.get() & 0xff;
            var product = text(in);
            var producer = text(in);
            var origin = text(in);
            if (key >= MOST_KEYS || days >= MOST_DAYS || product == null || producer == null || origin == null)
                return Optional.empty();
            var words = new Words(
                    code,
                    algorithm,
                    (int) key,
                    FIRST_DAY.plusDays(days),
                    grams,
                    Basis.of(bits),
                    product,
                    producer,
                    origin);
            return Arrays.equals(words.bytes(), bytes) ? Optional.of(words) : Optional.empty();
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void number(ByteArrayOutputStream out, long number) {
        long rest = number;
        for (; rest >= 0x80; rest >>>= 7) out.write((int) (rest & 0x7f | 0x80));
        out.write((int) rest);
    }

    private static long number(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < 56; shift += 7) {
            int next = in.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) return number;
        }
        throw new IllegalArgumentException("a number too long");
    }

    private static @Nullable String text(ByteBuffer in) {
        long length = number(in);
        if (length > in.remaining()) return null;
        var part = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        try {
            CharBuffer read = TEXT.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(part);
            return read.toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
