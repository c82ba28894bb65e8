package org.nongyou.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.kernel.Refusals;

@DisplayName("日志里的做法：代码里写的，都有中文名")
class ActsTest {

    /// In a file that writes to the journal, a literal with one dot is an act, unless it is the key of a refusal.
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+\\.[a-z-]+)\"");

    @Test
    @DisplayName("每一个写进日志的做法都有中文名")
    void everyActHasATitle() throws IOException {
        var acts = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(ActsTest::read)
                    .filter(source -> source.contains("JournalEntry.of("))
                    .forEach(source -> {
                        var literals = LITERAL.matcher(source);
                        while (literals.find()) acts.add(literals.group(1));
                    });
        }
        acts.removeAll(Refusals.keys());
        acts.removeAll(namesOfFacts());
        assertThat(acts).contains("account.open", "office.close");
        assertThat(acts).allSatisfy(act -> assertThat(Acts.isKnown(act)).as(act).isTrue());
    }

    @Test
    @DisplayName("没有名字的也不露英文")
    void unknownActsReadAsTheirGroup() {
        assertThat(Acts.title("case.something-new")).isEqualTo("基地办理");
        assertThat(Acts.title("unheard")).isEqualTo("其他");
        assertThat(Acts.page("nothing", "1")).isNull();
    }

    private static List<String> namesOfFacts() throws IOException {
        try (var lines = Files.lines(Path.of("src/main/resources/scheme/facts.csv"))) {
            return lines.map(line -> line.split(",")[0]).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
