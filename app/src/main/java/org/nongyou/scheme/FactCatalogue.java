package org.nongyou.scheme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;

/// The facts that the platform itself can tell (事实目录), with titles and units, from `scheme/facts.csv`. A scheme may
/// add facts of its own, which people state with evidence.
public final class FactCatalogue {

    /// The day as of which a rule is judged.
    public static final FactDefinition TODAY =
            new FactDefinition("today", FactType.DATE, "当天日期", "", List.of(), "kernel");

    /// The code of the area in which the case, base or task lies.
    public static final FactDefinition REGION =
            new FactDefinition("region", FactType.TEXT, "所在区划代码", "", List.of(), "region");

    private static final Map<String, String> SUBJECTS = subjectTitles();

    private final Map<String, FactDefinition> facts = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> choiceTitles = new LinkedHashMap<>();

    private FactCatalogue() {}

    /// The facts of `scheme/facts.csv`.
    public static FactCatalogue platform() {
        var catalogue = new FactCatalogue();
        try (var stream = FactCatalogue.class.getResourceAsStream("/scheme/facts.csv")) {
            if (stream == null) throw new IllegalStateException("scheme/facts.csv is missing");
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(catalogue::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return catalogue;
    }

    private void add(String line) {
        var cells = line.split(",", -1);
        if (cells.length != 6) throw new IllegalStateException("scheme/facts.csv: not six cells: " + line);
        var type = Arrays.stream(FactType.values())
                .filter(one -> one.code().equals(cells[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("scheme/facts.csv: no type " + cells[1]));
        var titles = new LinkedHashMap<String, String>();
        for (var choice : cells[5].split("\\|")) {
            int colon = choice.indexOf(':');
            if (colon > 0) titles.put(choice.substring(0, colon), choice.substring(colon + 1));
        }
        put(cells[0], type, cells[4], cells[2], titles, cells[3]);
        // A producer has the same facts whether it applies or is itself what is listed.
        if (cells[0].startsWith("applicant."))
            put("producer" + cells[0].substring("applicant".length()), type, cells[4], cells[2], titles, cells[3]);
    }

    private void put(String name, FactType type, String title, String unit, Map<String, String> choices, String owner) {
        facts.put(name, new FactDefinition(name, type, title, unit, List.copyOf(choices.keySet()), owner));
        choiceTitles.put(name, choices);
    }

    public Optional<FactDefinition> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /// In the order of the table.
    public Collection<FactDefinition> all() {
        return facts.values();
    }

    public List<FactDefinition> of(String subject) {
        var own = new ArrayList<FactDefinition>();
        for (var fact : facts.values()) if (fact.subject().equals(subject)) own.add(fact);
        return own;
    }

    /// The subjects that facts may belong to, with their Chinese titles.
    public Map<String, String> subjects() {
        return SUBJECTS;
    }

    /// 基地 for `base`; the word itself where no subject has that name.
    public static String subjectTitle(String subject) {
        return SUBJECTS.getOrDefault(subject, subject);
    }

    /// A choice as read on screens; the code itself where the table has no title for it, as with a scheme's own facts,
    /// whose choices are Chinese already.
    public String choiceTitle(String fact, String choice) {
        return choiceTitles.getOrDefault(fact, Map.of()).getOrDefault(choice, choice);
    }

    /// The name under which modules supply a fact: what a rule calls the applicant is, for its module, a producer.
    public static String suppliedAs(String fact) {
        return fact.startsWith("applicant.") ? "producer" + fact.substring("applicant".length()) : fact;
    }

    private static Map<String, String> subjectTitles() {
        var titles = new LinkedHashMap<String, String>();
        titles.put("listing", "所报目录");
        titles.put("claim", "补助申请");
        titles.put("applicant", "申报主体");
        titles.put("producer", "生产经营主体");
        titles.put("base", "基地");
        titles.put("site", "地点");
        titles.put("product", "产品");
        titles.put("certification", "认证证书");
        titles.put("award", "奖项");
        titles.put("standard", "标准");
        titles.put("project", "项目");
        titles.put("region", "区域");
        return titles;
    }
}
