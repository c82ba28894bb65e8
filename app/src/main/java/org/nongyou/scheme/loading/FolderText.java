package org.nongyou.scheme.loading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.FactCatalogue;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The values of a scheme's file, each under a path that is stable over versions: entries of a list go by their id, or
/// their section where they have one.
public final class FolderText {

    private FolderText() {}

    /// @param items the items that it belongs to, the outermost first
    /// @param key   what of the innermost item it is
    public record Value(List<String> items, String key, String text) {

        /// The innermost item; empty for what belongs to the file.
        public String item() {
            return items.isEmpty() ? "" : items.getLast();
        }
    }

    /// @param text null for a file that is not there
    public static Map<String, Value> values(String file, @Nullable String text) {
        var values = new LinkedHashMap<String, Value>();
        if (text == null) return values;
        var node = YamlText.read(file, text, new Reading(FactCatalogue.platform(), new Expressions()));
        if (node != null) walk(node, "", List.of(), "", values);
        return values;
    }

    private static void walk(Node node, String path, List<String> items, String key, Map<String, Value> values) {
        switch (node) {
            case MappingNode mapping -> {
                for (var entry : mapping.getValue()) {
                    if (!(entry.getKeyNode() instanceof ScalarNode name)) continue;
                    walk(entry.getValueNode(), join(path, name.getValue()), items, join(key, name.getValue()), values);
                }
            }
            case SequenceNode sequence -> {
                if (sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
                    var texts = sequence.getValue().stream()
                            .map(one -> ((ScalarNode) one).getValue())
                            .toList();
                    values.put(path, new Value(items, key, String.join("、", texts)));
                    return;
                }
                int place = 0;
                for (var one : sequence.getValue()) {
                    place++;
                    var id = named(one);
                    if (id == null) {
                        walk(one, path + "." + place, items, key + "." + place, values);
                    } else {
                        var item = path + "." + id;
                        var inner = new ArrayList<>(items);
                        inner.add(item);
                        walk(one, item, inner, "", values);
                    }
                }
            }
            case ScalarNode scalar -> values.put(path, new Value(items, key, scalar.getValue()));
            default -> {}
        }
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static @Nullable String named(Node node) {
        if (!(node instanceof MappingNode mapping)) return null;
        for (var wanted : List.of("id", "section")) {
            for (var entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(wanted)
                        && entry.getValueNode() instanceof ScalarNode value) return value.getValue();
            }
        }
        return null;
    }
}
