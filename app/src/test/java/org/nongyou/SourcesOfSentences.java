package org.nongyou;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads the product's own Java sources, for tests that keep code and catalogues of sentences in step.
final class SourcesOfSentences {

    private SourcesOfSentences() {}

    static List<String> all() {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(SourcesOfSentences::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All texts that a pattern's first group matches.
    static Set<String> found(String source, String pattern) {
        var found = new TreeSet<String>();
        var matcher = Pattern.compile(pattern).matcher(source);
        while (matcher.find()) found.add(matcher.group(1));
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
