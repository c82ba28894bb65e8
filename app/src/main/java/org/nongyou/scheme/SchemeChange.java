package org.nongyou.scheme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.loading.FolderText;

/// One difference between two versions of a scheme: something was added, taken away, or reads otherwise.
/// @param file   in which it stands
/// @param item   path of the item, such as `procedures.provincial-base.stages.acceptance`; empty for what belongs to
/// the
///               scheme itself
/// @param title  the item's, or empty
/// @param key    what of the item changed; empty where the whole item came or went
/// @param before null where it came
/// @param after  null where it went
public record SchemeChange(
        String file,
        String item,
        String title,
        String key,
        @Nullable String before,
        @Nullable String after) {

    /// In the order of the files. Items are known by their ids, so that one that only moved is no change.
    /// @param before file name to text, as kept with a version
    public static List<SchemeChange> between(Map<String, String> before, Map<String, String> after) {
        var changes = new ArrayList<SchemeChange>();
        var names = new LinkedHashSet<String>();
        for (var name : SchemeLoader.fileNames()) {
            if (before.containsKey(name) || after.containsKey(name)) names.add(name);
        }
        for (var name : names) {
            compare(name, FolderText.values(name, before.get(name)), FolderText.values(name, after.get(name)), changes);
        }
        return changes;
    }

    private static void compare(
            String file,
            Map<String, FolderText.Value> before,
            Map<String, FolderText.Value> after,
            List<SchemeChange> changes) {
        var came = whole(after, before);
        var went = whole(before, after);
        var paths = new LinkedHashSet<>(after.keySet());
        paths.addAll(before.keySet());
        var told = new LinkedHashSet<String>();
        for (var path : paths) {
            var old = before.get(path);
            var now = after.get(path);
            if (old != null && now != null && old.text().equals(now.text())) continue;
            var value = Optional.ofNullable(now).orElse(old);
            if (value == null) continue;
            var itemCame = outermost(came, value.item());
            var itemWent = outermost(went, value.item());
            if (now != null && itemCame.isPresent()) {
                if (told.add(itemCame.get()))
                    changes.add(new SchemeChange(file, itemCame.get(), title(after, itemCame.get()), "", null, "新增"));
            } else if (old != null && now == null && itemWent.isPresent()) {
                if (told.add(itemWent.get()))
                    changes.add(new SchemeChange(file, itemWent.get(), title(before, itemWent.get()), "", "删去", null));
            } else {
                changes.add(new SchemeChange(
                        file,
                        value.item(),
                        title(now == null ? before : after, value.item()),
                        value.key(),
                        old == null ? null : old.text(),
                        now == null ? null : now.text()));
            }
        }
    }

    /// The items of one side that the other has nothing of.
    private static Map<String, Boolean> whole(Map<String, FolderText.Value> here, Map<String, FolderText.Value> there) {
        var items = new LinkedHashMap<String, Boolean>();
        for (var value : here.values()) for (var item : value.items()) items.put(item, true);
        for (var value : there.values()) for (var item : value.items()) items.remove(item);
        return items;
    }

    /// The item itself or the furthest of those that it is a part of.
    private static Optional<String> outermost(Map<String, Boolean> whole, String item) {
        return whole.keySet().stream()
                .filter(one -> item.equals(one) || item.startsWith(one + "."))
                .min(java.util.Comparator.comparingInt(String::length));
    }

    private static String title(Map<String, FolderText.Value> side, String item) {
        var title = side.get(item.isEmpty() ? "title" : item + ".title");
        return title == null ? "" : Objects.requireNonNull(title.text());
    }
}
