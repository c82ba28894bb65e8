package org.nongyou.scheme.loading;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds what somebody probably meant by a name that does not exist.
final class NearNames {

    private NearNames() {}

    /// The nearest of the names, if it is near enough to be a slip of the pen.
    static Optional<String> nearest(String name, Collection<String> names) {
        int best = Math.max(1, Math.min(3, name.length() / 3)) + 1;
        String nearest = null;
        for (var candidate : names) {
            int distance = distance(plain(name), plain(candidate));
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /// `，是不是 title？` or nothing.
    static String hint(String name, Collection<String> names) {
        return nearest(name, names).map(near -> "，是不是“" + near + "”？").orElse("");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /// Steps of writing, leaving out or changing one sign, or swapping two neighbours.
    static int distance(String a, String b) {
        var d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) d[i][0] = i;
        for (int j = 0; j <= b.length(); j++) d[0][j] = j;
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1))
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
        return d[a.length()][b.length()];
    }
}
