package org.nongyou.scheme;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nongyou.scheme.SchemeLoader.Loaded;

/// `./run scheme check DIR …`: checks folders and runs their worked examples.
public final class SchemeCheck {

    private SchemeCheck() {}

    /// @return 0 when every folder is sound and every example comes out as it says, else 1
    public static int run(List<String> folders, PrintStream out) {
        if (folders.isEmpty()) {
            out.println("用法：scheme check 方案文件夹 …");
            return 1;
        }
        var catalogue = FactCatalogue.platform();
        boolean sound = true;
        for (var folder : folders) sound &= check(Path.of(folder), catalogue, out);
        return sound ? 0 : 1;
    }

    private static boolean check(Path folder, FactCatalogue catalogue, PrintStream out) {
        if (!Files.isDirectory(folder)) {
            out.println(folder + ": 没有这个文件夹");
            return false;
        }
        try {
            return switch (SchemeLoader.load(folder, catalogue)) {
                case Loaded.Broken(var problems) -> {
                    for (var problem : problems) {
                        out.println(new Problem(
                                folder.resolve(problem.file()).toString(),
                                problem.line(),
                                problem.column(),
                                problem.message()));
                    }
                    out.println(folder + ": 有 " + problems.size() + " 处要改");
                    yield false;
                }
                case Loaded.Sound(var scheme) -> examples(folder, scheme, out);
            };
        } catch (UncheckedIOException e) {
            out.println(folder + ": 读不出来：" + e.getMessage());
            return false;
        }
    }

    private static boolean examples(Path folder, Scheme scheme, PrintStream out) {
        var outcome = new CaseRunner(scheme).run();
        var text = SchemeLoader.files(folder).getOrDefault("cases.yaml", "");
        for (var failure : outcome.failures()) {
            var example = failure.example();
            out.println(new Problem(
                    folder.resolve("cases.yaml").toString(),
                    lineOf(text, example.id()),
                    1,
                    "算例“" + example.title() + "”：" + failure.message()));
        }
        if (!outcome.failures().isEmpty()) return false;
        out.println("OK " + folder + ": " + scheme.title() + "，第 " + scheme.version() + " 版，"
                + scheme.clauses().size() + " 条条款，" + scheme.kinds().size() + " 个类别，"
                + scheme.procedures().size() + " 个程序，" + scheme.everyTarget().size() + " 个目标，"
                + outcome.passed() + " 个算例通过");
        return true;
    }

    private static int lineOf(String text, String id) {
        var lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].strip().matches("-? *\\{? *id: *[\"']?" + id + "[\"']?([ ,}#].*)?")) return i + 1;
        }
        return 1;
    }
}
