package org.nongyou.scheme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nongyou.scheme.loading.FolderReader;

/// The commented folder with which a new scheme begins (`./run scheme new ID`). It is sound as it stands, so that
/// whoever
/// changes it sees after each step what he broke.
final class Skeleton {

    private Skeleton() {}

    static boolean mayBeCalled(String id) {
        return id.matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    /// File names to text.
    static Map<String, String> of(String id) {
        var files = new LinkedHashMap<String, String>();
        for (var name : FolderReader.FILES) {
            try (var stream = Skeleton.class.getResourceAsStream("/scheme/skeleton/" + name)) {
                if (stream == null) throw new IllegalStateException("scheme/skeleton/" + name + " is missing");
                files.put(
                        name,
                        new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                                .replace("{id}", id)
                                .replace("{folder}", "schemes/" + id));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }
}
