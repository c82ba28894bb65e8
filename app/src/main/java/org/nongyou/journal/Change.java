package org.nongyou.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One field that an act changed, as read.
/// @param before null where nothing was there
public record Change(
        String field, @Nullable String before, @Nullable String after) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 200;

    /// The fields that differ between two JSON values, in the order in which they were written.
    public static List<Change> between(@Nullable String before, @Nullable String after) {
        var old = flat(before);
        var now = flat(after);
        var fields = new LinkedHashSet<>(now.keySet());
        fields.addAll(old.keySet());
        var changes = new ArrayList<Change>();
        for (var field : fields) {
            var from = old.get(field);
            var to = now.get(field);
            if (!Objects.equals(from, to)) changes.add(new Change(field, from, to));
        }
        return changes;
    }

    private static Map<String, String> flat(@Nullable String json) {
        var flat = new LinkedHashMap<String, String>();
        if (json == null) return flat;
        try {
            add(flat, "", JSON.readTree(json));
        } catch (JacksonException e) {
            flat.put("内容", shortened(json));
        }
        return flat;
    }

    private static void add(Map<String, String> flat, String name, JsonNode node) {
        if (node.isObject()) {
            for (var one : node.properties()) {
                var title = Acts.field(one.getKey());
                if (title.isEmpty()) continue;
                add(flat, name.isEmpty() ? title : name + "·" + title, one.getValue());
            }
        } else if (node.isArray()) {
            var parts = new ArrayList<String>();
            node.forEach(part -> parts.add(part.isValueNode() ? text(part) : part.toString()));
            if (!parts.isEmpty()) flat.put(title(name), shortened(String.join("、", parts)));
        } else if (!node.isNull()) {
            flat.put(title(name), shortened(text(node)));
        }
    }

    private static String title(String name) {
        return name.isEmpty() ? "内容" : name;
    }

    private static String text(JsonNode node) {
        return node.isBoolean() ? (node.booleanValue() ? "是" : "否") : node.asString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "……";
    }
}
