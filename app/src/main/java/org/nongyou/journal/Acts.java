package org.nongyou.journal;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How acts, kinds of things and their fields read: the catalogue `acts.properties`, to which every module adds its
/// own. Keys: `act.case.pass`, `group.case`, `kind.base`, `page.base` (the address before the id), `field.phone`.
public final class Acts {

    private static final Properties NAMES = read();

    private Acts() {}

    /// An act as read; one that is not in the catalogue reads as its group.
    public static String title(String act) {
        var title = NAMES.getProperty("act." + act);
        return title != null ? title : group(act);
    }

    public static boolean isKnown(String act) {
        return NAMES.containsKey("act." + act);
    }

    private static String group(String act) {
        return NAMES.getProperty("group." + act.substring(0, Math.max(0, act.indexOf('.'))), "其他");
    }

    /// All acts that have a title, by the title of their group, for the filter.
    public static Map<String, List<String>> byGroup() {
        var groups = new TreeMap<String, List<String>>();
        NAMES.stringPropertyNames().stream()
                .filter(key -> key.startsWith("act."))
                .map(key -> key.substring(4))
                .sorted()
                .forEach(act -> groups.computeIfAbsent(group(act), _ -> new java.util.ArrayList<>())
                        .add(act));
        return groups;
    }

    /// The kinds of things that acts are about, with their titles.
    public static Map<String, String> kinds() {
        var kinds = new TreeMap<String, String>();
        NAMES.stringPropertyNames().stream()
                .filter(key -> key.startsWith("kind."))
                .forEach(key -> kinds.put(key.substring(5), NAMES.getProperty(key)));
        return kinds;
    }

    public static String kind(String kind) {
        return NAMES.getProperty("kind." + kind, "其他");
    }

    /// The page of a thing; null where its kind has none.
    public static @Nullable String page(String kind, String id) {
        var path = NAMES.getProperty("page." + kind);
        return path == null ? null : path + id;
    }

    /// A field of what was before and after; one that is not in the catalogue reads as it was written. Empty for a
    /// field that holds a code and is not shown.
    static String field(String field) {
        return NAMES.getProperty("field." + field, field);
    }

    private static Properties read() {
        var properties = new Properties();
        try (var stream = Acts.class.getResourceAsStream("/acts.properties")) {
            if (stream == null) throw new IllegalStateException("acts.properties is missing");
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
