package org.nongyou.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nongyou.scheme.SchemeLoader.Loaded;

/// The pages that say what carries out each clause, and the folder that a new scheme begins with.
class SchemeDocumentTest {

    private static final Path SCHEMES = Path.of("../schemes");
    private static final Built BUILT = Built.product();

    @ParameterizedTest
    @DisplayName("docs/schemes 里的页面就是现在生成的（./run scheme document docs/schemes schemes/*）")
    @ValueSource(
            strings = {
                "shanxi-quality-bases",
                "hunan-quality-bases",
                "shanxi-gi-protection-2021",
                "shanxi-quality-safety-145",
                "zhangye-organic-2025",
                "published-lists"
            })
    void thePageIsWhatTheGeneratorWrites(String id) throws IOException {
        var scheme =
                SchemeLoader.load(SCHEMES.resolve(id), FactCatalogue.platform()).orElseThrow();
        assertThat(Files.readString(Path.of("../docs/schemes/" + id + ".md")))
                .as("run ./run scheme document docs/schemes schemes/*")
                .isEqualTo(SchemeDocument.of(scheme, BUILT));
    }

    @Test
    @DisplayName("没有东西引用的条款明写出来；有的页面、还没有的页面分开写")
    void nothingIsLeftOutSilently() {
        var files = BrokenSchemesTest.sound();
        files.compute(
                "scheme.yaml",
                (_, text) -> text.replace(
                        "  - {section: 二,",
                        "  - {section: 三, title: 漏了的, text: 没有东西管。}\n"
                                + "  - {section: 四, title: 背景, text: 缘由。, asks: false, note: 只写缘由。}\n"
                                + "  - {section: 二,"));
        var scheme =
                SchemeLoader.read("example", files, FactCatalogue.platform()).orElseThrow();
        assertThat(SchemeExecution.of(scheme).open())
                .extracting(Clause::section)
                .containsExactly("三");
        var nowhere = SchemeDocument.of(scheme, new Built(Set.of("/cases"), Set.of("base.area_mu")));
        assertThat(nowhere)
                .contains("| 三 | **漏了的** 没有东西管。 | by 县局 | **nothing in the scheme cites this clause** |")
                .contains("| 四 | **背景** 缘由。 |  | asks for nothing: 只写缘由。 |")
                .contains("`/cases` 程序“入目录”")
                .contains("**not yet: issue 2** (`/targets`) 指标“基地数”")
                .contains("**not yet: issue 3** (`/tasks`) 任务“巡查”")
                .contains("| `base.major_incidents` |")
                .doesNotContain("| `base.area_mu` |");
        var everywhere = SchemeDocument.of(
                scheme,
                new Built(
                        Set.of("/cases", "/targets", "/tasks", "/catalogue", "/subsidies", "/rosters", "/schemes/{id}"),
                        Set.of()));
        assertThat(everywhere).doesNotContain("not yet: issue 2").contains("| 4 | 3 | 2 | 0 | 0 | 1 | 1 |");
    }

    @Test
    @DisplayName("./run scheme new 写出的方案检查得过，改错一处就说得清；已有的文件夹不动")
    void aNewSchemeBeginsSound(@TempDir Path folder) throws IOException {
        assertThat(run("new", "my-gardens", folder.toString()))
                .startsWith("0\n")
                .contains("写好了");
        var made = folder.resolve("my-gardens");
        assertThat(run("check", made.toString())).startsWith("0\n").contains("OK ");
        assertThat(run("new", "my-gardens", folder.toString()))
                .startsWith("1\n")
                .contains("已经有了");
        assertThat(run("new", "My Gardens", folder.toString()))
                .startsWith("1\n")
                .contains("小写字母");
        var files = SchemeLoader.files(made);
        assertThat(files).containsOnlyKeys(Skeleton.of("my-gardens").keySet());
        assertThat(files)
                .allSatisfy((name, text) -> assertThat(text.lines().filter(line -> line.contains("#")))
                        .as(name + " says what to write")
                        .isNotEmpty());
        files.compute("catalogue.yaml", (_, text) -> text.replace("base.area_mu >= 100", "base.area >= 100"));
        assertThat(SchemeLoader.read("my-gardens", files, FactCatalogue.platform()))
                .isInstanceOfSatisfying(
                        Loaded.Broken.class,
                        broken -> assertThat(broken.problems())
                                .singleElement()
                                .satisfies(problem ->
                                        assertThat(problem.toString()).contains("catalogue.yaml:", "base.area_mu")));
    }

    @Test
    @DisplayName("./run scheme document 写出页面；写错的方案不写")
    void theCommandWritesThePages(@TempDir Path folder) throws IOException {
        assertThat(run(
                        "document",
                        folder.toString(),
                        SCHEMES.resolve("published-lists").toString()))
                .startsWith("0\n");
        assertThat(folder.resolve("published-lists.md")).exists();
        assertThat(run("document", folder.toString(), folder.toString()))
                .startsWith("1\n")
                .contains("scheme check");
        assertThat(run("document")).startsWith("2\n").contains("用法");
    }

    private static String run(String... words) {
        var bytes = new ByteArrayOutputStream();
        int code = new SchemeCommand().run(List.of(words), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return code + "\n" + bytes.toString(StandardCharsets.UTF_8);
    }
}
