package org.nongyou.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.scheme.SchemeLoader.Loaded;

/// `docs/scheme-language.md` keeps its word: its example loads as it stands there, and its tables leave nothing out.
class SchemeLanguagePageTest {

    private static final Path PAGE = Path.of("../docs/scheme-language.md");
    private static final FactCatalogue FACTS = FactCatalogue.platform();

    private static Map<String, String> example() throws IOException {
        var files = new LinkedHashMap<String, String>();
        var block = Pattern.compile("```yaml title=(\\S+)\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        while (block.find()) files.put(block.group(1), block.group(2));
        return files;
    }

    @Test
    @DisplayName("手册里的例子照抄就能用，算例都对")
    void theExampleLoadsFromThePage() throws IOException {
        var scheme = SchemeLoader.read("model-orchards", example(), FACTS).orElseThrow();
        var outcome = new CaseRunner(scheme).run();
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.passed()).isEqualTo(4);
    }

    @Test
    @DisplayName("手册里的报错就是程序的报错")
    void theErrorIsAsPrinted() throws IOException {
        var files = example();
        files.compute("checklists.yaml", (_, text) -> text.replace("\"base.area_mu >=", "\"base.area >="));
        var loaded = SchemeLoader.read("model-orchards", files, FACTS);
        assertThat(loaded)
                .isInstanceOfSatisfying(
                        Loaded.Broken.class,
                        broken -> assertThat(broken.problems())
                                .singleElement()
                                .satisfies(problem ->
                                        assertThat(Files.readString(PAGE)).contains("\n" + problem + "\n")));
    }

    @Test
    @DisplayName("手册列全了事实")
    void listsEveryFact() throws IOException {
        var page = Files.readString(PAGE);
        assertThat(FACTS.all())
                .filteredOn(fact -> !fact.subject().equals("producer"))
                .allSatisfy(fact -> assertThat(page)
                        .contains("| `" + fact.name() + "` | " + fact.type().code() + " | "));
    }

    @Test
    @DisplayName("手册列全了办理、结束和选项")
    void listsEveryChoice() throws IOException {
        var page = Files.readString(PAGE);
        for (var act : Act.values()) assertThat(page).contains("`" + act.code() + "` " + act.title());
        for (var end : End.values()) assertThat(page).containsPattern("`end`.*\\b" + end.code() + "\\b");
        for (var each : Each.values()) assertThat(page).containsPattern("`each` \\(.*\\b" + each.code() + "\\b");
        for (var frequency : Frequency.values())
            assertThat(page).containsPattern("`every`.*\\b" + frequency.code() + "\\b");
        for (var subject : Subject.values())
            assertThat(page).containsPattern("`subject!`.*\\b" + subject.code() + "\\b");
    }
}
