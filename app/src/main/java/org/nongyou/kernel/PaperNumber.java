package org.nongyou.kernel;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Numbers of papers (证书编号、凭证号) that people copy by hand. One paper keeps one number however it is written: with
/// dashes, blanks, full-width signs or small letters, so that nothing is claimed, registered or spent twice by spelling
/// its number differently.
public final class PaperNumber {

    /// Fewer letters and digits than this do not tell one certificate from another.
    public static final int LEAST = 4;

    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private PaperNumber() {}

    /// What two spellings of one number have in common: letters and digits alone, in capitals, full-width as
    /// half-width.
    /// Empty where there is none. Migrations wrote those of older rows by the same rule.
    public static String key(String written) {
        return SIGNS.matcher(Normalizer.normalize(written, Normalizer.Form.NFKC))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
    }

    /// Whether it is too short to tell one certificate from another.
    public static boolean tooShort(String written) {
        return key(written).codePoints().limit(LEAST).count() < LEAST;
    }
}
