package org.nongyou.scheme.loading;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.FactCatalogue;
import org.nongyou.scheme.Problem;
import org.nongyou.scheme.Scheme;

/// Reads the files of one scheme's folder to the scheme, or to all that is wrong with them.
public final class FolderReader {

    public static final List<String> FILES = SchemeFile.fileNames();

    private final FactCatalogue catalogue;
    private final Expressions expressions = new Expressions();

    public FolderReader(FactCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// @param scheme   null when there are problems
    public record Result(@Nullable Scheme scheme, List<Problem> problems) {}

    /// @param folder the folder's name, which must be the scheme's id
    /// @param files  name to text
    public Result read(String folder, Map<String, String> files) {
        var reading = new Reading(catalogue, expressions);
        for (var name : files.keySet()) {
            if (name.endsWith(".yml") || name.endsWith(".yaml") && !FILES.contains(name)) {
                reading.problem(
                        new Place(name, 1, 1),
                        "这里没有“" + name + "”这个文件" + NearNames.hint(name, FILES) + "可以有的是：" + String.join("、", FILES));
            }
        }
        var text = files.get("scheme.yaml");
        if (text == null) {
            reading.problem(new Place("scheme.yaml", 1, 1), "缺少 scheme.yaml：每个方案都要有这个文件，写名称、区域、期间、机构和条款");
            return new Result(null, reading.problems());
        }
        var first = block(reading, files, "scheme.yaml", SchemeFile.KEYS);
        if (first == null) return new Result(null, reading.problems());
        var scheme = new SchemeFile(first, folder);
        var catalogueFile = new CatalogueFile(part(reading, files, "catalogue.yaml", "kinds!"));
        var procedures = new ProceduresFile(
                part(reading, files, "procedures.yaml", "procedures!"), catalogueFile.kinds, scheme.offices);
        var checklists =
                new ChecklistsFile(part(reading, files, "checklists.yaml", "checklists!"), catalogueFile.kinds);
        var scores = new ScoresFile(part(reading, files, "scores.yaml", "scores!"));
        var subsidies = new SubsidiesFile(
                part(reading, files, "subsidies.yaml", "subsidies", "caps", "allocations"),
                procedures.procedures,
                scheme.region);
        var targets = new TargetsFile(
                part(reading, files, "targets.yaml", "indicators!", "targets", "tables"),
                catalogueFile.kinds,
                scheme.region);
        var tasks = new TasksFile(part(reading, files, "tasks.yaml", "tasks!"), scheme.clauses, scheme.carriedOutBy);
        var cases = new CasesFile(part(reading, files, "cases.yaml", "cases!"));
        reading.later(() -> procedures.checkEntries(catalogueFile.entries, reading));
        reading.later(() -> procedures.checkExits(catalogueFile.exits, reading));
        reading.later(() -> procedures.checkSheets(checklists.checklists, scores.scores, reading));
        reading.answer();
        if (!reading.sound()) return new Result(null, reading.problems());
        return new Result(
                new Scheme(
                        scheme.id,
                        scheme.version,
                        scheme.title,
                        scheme.issuer,
                        scheme.issuedBy,
                        scheme.region,
                        scheme.issued,
                        scheme.period,
                        scheme.offices,
                        scheme.carriedOutBy,
                        scheme.areas,
                        scheme.facts,
                        scheme.clauses,
                        scheme.rosters,
                        scheme.discrepancies,
                        targets.indicators,
                        targets.targets,
                        targets.tables,
                        catalogueFile.kinds,
                        procedures.procedures,
                        checklists.checklists,
                        scores.scores,
                        subsidies.subsidies,
                        subsidies.sharedCaps,
                        subsidies.allocations,
                        tasks.tasks,
                        cases.cases,
                        List.copyOf(reading.doubts()),
                        List.copyOf(reading.notes())),
                List.of());
    }

    private static @Nullable Block block(Reading reading, Map<String, String> files, String name, String... keys) {
        var text = files.get(name);
        if (text == null) return null;
        var node = YamlText.read(name, text, reading);
        return node == null ? null : new Block(reading, name, node, "", List.of(), keys);
    }

    /// The file's mapping; an empty one where there is no such file.
    private static Block part(Reading reading, Map<String, String> files, String name, String... keys) {
        var block = block(reading, files, name, keys);
        return block == null ? Block.empty(reading, name, optional(keys)) : block;
    }

    private static String[] optional(String... keys) {
        return Arrays.stream(keys).map(key -> key.replace("!", "")).toArray(String[]::new);
    }
}
