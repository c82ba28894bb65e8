package org.nongyou.standard;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names as they are compared: full-width letters, brackets and capitals make no difference, nor do blanks.
final class Plain {

    /// Longer than any name; what is longer is not one.
    static final int LONGEST = 100;

    private static final Pattern BLANK = Pattern.compile("[\\s\\u3000\\p{Cntrl}]+");

    private Plain() {}

    static String text(String typed) {
        var cut = typed.length() > 4 * LONGEST ? typed.substring(0, 4 * LONGEST) : typed;
        return BLANK.matcher(Normalizer.normalize(cut, Normalizer.Form.NFKC))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }
}
