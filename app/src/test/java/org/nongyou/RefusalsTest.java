package org.nongyou;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.kernel.Refusals;

@DisplayName("拒绝的话：代码里用的都有，有的代码里都用")
class RefusalsTest {

    private static final String USED =
            "\\b(?:Refusal\\.of|refused|refusal|refuse)\\(\\s*\"([a-z][a-z0-9-]*\\.[a-z0-9.-]+)\"";

    @Test
    @DisplayName("代码里用到的每一个，都写了句子")
    void everyKeyHasASentence() {
        var used = new TreeSet<String>();
        SourcesOfSentences.all().forEach(source -> used.addAll(SourcesOfSentences.found(source, USED)));
        assertThat(used).hasSizeGreaterThan(20);
        assertThat(Refusals.keys()).containsAll(used);
    }

    @Test
    @DisplayName("写了的每一句，代码里都用到")
    void everySentenceIsUsed() {
        var literals = new TreeSet<String>();
        SourcesOfSentences.all()
                .forEach(source -> literals.addAll(SourcesOfSentences.found(source, "\"([a-z][a-z0-9.-]*)\"")));
        assertThat(Refusals.keys().stream().filter(key -> !isUsed(key, literals)))
                .isEmpty();
    }

    /// As a whole, or put together from a beginning that ends with a dot and the rest.
    private static boolean isUsed(String key, Set<String> literals) {
        if (literals.contains(key)) return true;
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            if (literals.contains(key.substring(0, dot + 1)) && literals.contains(key.substring(dot + 1))) return true;
        }
        return false;
    }

    @Test
    @DisplayName("没有一个写两遍")
    void noKeyTwice() throws Exception {
        var keys =
                Files.readAllLines(Path.of("src/main/resources/refusals.properties"), StandardCharsets.UTF_8).stream()
                        .filter(line -> !line.startsWith("#") && line.contains("="))
                        .map(line -> line.substring(0, line.indexOf('=')).strip())
                        .toList();
        assertThat(keys).doesNotHaveDuplicates();
    }
}
