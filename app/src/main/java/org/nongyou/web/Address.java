package org.nongyou.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A path with its query: what the filters, chips and page numbers of a list lead to. Each `with` gives a new one.
/// Empty values are left out, so that the plain list has a plain address.
public record Address(String path, Map<String, String> query) {

    public static Address of(String path) {
        return new Address(path, Map.of());
    }

    public Address with(String name, @Nullable Object value) {
        var more = new LinkedHashMap<>(query);
        more.remove(name);
        var text = value == null ? "" : value.toString();
        if (!text.isEmpty()) more.put(name, text);
        return new Address(path, more);
    }

    @Override
    public String toString() {
        if (query.isEmpty()) return path;
        return path
                + query.entrySet().stream()
                        .map(entry -> Ui.query(entry.getKey()) + "=" + Ui.query(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
