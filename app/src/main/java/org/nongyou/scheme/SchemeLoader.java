package org.nongyou.scheme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nongyou.scheme.loading.FolderReader;

/// Reads a scheme from its folder, or tells everything that is wrong with it.
public final class SchemeLoader {

    private SchemeLoader() {}

    public sealed interface Loaded {
        record Sound(Scheme scheme) implements Loaded {}

        /// @param problems at least one, in the order of files and lines
        record Broken(List<Problem> problems) implements Loaded {}

        /// @throws IllegalStateException with the problems, for callers that cannot go on without the scheme
        default Scheme orElseThrow() {
            return switch (this) {
                case Sound(var scheme) -> scheme;
                case Broken(var problems) ->
                    throw new IllegalStateException(String.join(
                            "\n", problems.stream().map(Problem::toString).toList()));
            };
        }
    }

    /// @throws UncheckedIOException when the folder cannot be read
    public static Loaded load(Path folder, FactCatalogue catalogue) {
        return read(folder.toAbsolutePath().normalize().getFileName().toString(), files(folder), catalogue);
    }

    /// @param id    the scheme's id
    /// @param files name to text, as kept with a version
    public static Loaded read(String id, Map<String, String> files, FactCatalogue catalogue) {
        var result = new FolderReader(catalogue).read(id, files);
        var scheme = result.scheme();
        return scheme == null ? new Loaded.Broken(result.problems()) : new Loaded.Sound(scheme);
    }

    /// The files that a folder may have, in reading order.
    static List<String> fileNames() {
        return FolderReader.FILES;
    }

    /// The YAML files of a folder by name.
    static Map<String, String> files(Path folder) {
        var files = new TreeMap<String, String>();
        try (var list = Files.list(folder)) {
            for (var file : list.filter(Files::isRegularFile).toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                    files.put(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
