package org.nongyou.scheme.loading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.FactCatalogue;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Problem;
import org.nongyou.scheme.Scheme;

/// What is known while one folder is read: the problems so far, the ids that exist, the facts, and the questions that
/// can only be answered when all files are read.
final class Reading {

    /// The things that ids name.
    enum Group {
        OFFICE("机构"),
        AREA("范围"),
        CLAUSE("条款"),
        ROSTER("名册"),
        DISCREPANCY("矛盾处"),
        INDICATOR("指标"),
        TABLE("表"),
        KIND("类别"),
        PROCEDURE("程序"),
        CHECKLIST("清单"),
        SCORE("评分表"),
        SUBSIDY("补助规则"),
        CAP("共同上限"),
        ALLOCATION("资金安排"),
        TASK("任务"),
        CASE("算例");

        private final String title;

        Group(String title) {
            this.title = title;
        }
    }

    private final List<Problem> problems = new ArrayList<>();
    private final Map<Group, Map<String, Place>> ids = new HashMap<>();
    private final List<Runnable> later = new ArrayList<>();
    private final Map<String, FactDefinition> facts = new LinkedHashMap<>();
    private final FactCatalogue catalogue;
    private final Expressions expressions;
    private final List<Doubt> doubts = new ArrayList<>();
    private final List<Scheme.Note> notes = new ArrayList<>();

    Reading(FactCatalogue catalogue, Expressions expressions) {
        this.catalogue = catalogue;
        this.expressions = expressions;
        facts.put(FactCatalogue.TODAY.name(), FactCatalogue.TODAY);
        facts.put(FactCatalogue.REGION.name(), FactCatalogue.REGION);
        for (var fact : catalogue.all()) facts.put(fact.name(), fact);
    }

    FactCatalogue catalogue() {
        return catalogue;
    }

    void problem(Place place, String message) {
        problems.add(place.problem(message));
    }

    boolean sound() {
        return problems.isEmpty();
    }

    /// In the order of the files and lines, each said once.
    List<Problem> problems() {
        return problems.stream().sorted().distinct().toList();
    }

    /// Asks again when every file was read.
    void later(Runnable question) {
        later.add(question);
    }

    void answer() {
        for (int i = 0; i < later.size(); i++) later.get(i).run();
    }

    void name(Group group, String id, Place place) {
        var first = ids.computeIfAbsent(group, _ -> new LinkedHashMap<>()).putIfAbsent(id, place);
        if (first != null) {
            problem(place, "“" + id + "”重复了：第 " + first.line() + " 行已经有一个同名的" + group.title + "，请换一个名字");
        }
    }

    Set<String> ids(Group group) {
        return ids.getOrDefault(group, Map.of()).keySet();
    }

    void mustExist(Group group, String id, Place place) {
        if (id.isEmpty()) return;
        later(() -> {
            if (!ids(group).contains(id)) unknown(group.title, id, ids(group), place);
        });
    }

    void unknown(String what, String id, Set<String> existing, Place place) {
        problem(
                place,
                "没有“" + id + "”这个" + what + NearNames.hint(id, existing)
                        + (existing.isEmpty()
                                ? "；这个方案里还没有" + what
                                : NearNames.nearest(id, existing).isPresent() ? "" : "；已有的是：" + some(existing)));
    }

    static String some(Set<String> names) {
        var list = List.copyOf(new ArrayList<>(names));
        return String.join("、", list.subList(0, Math.min(8, list.size()))) + (list.size() > 8 ? " 等" : "");
    }

    void doubt(String path, String title, String text) {
        doubts.add(new Doubt(path, title, text, Doubt.Settles.READING, true));
    }

    /// Notes a number that the document leaves open.
    void open(String path, String title, Doubt.Settles settles) {
        doubts.add(new Doubt(path, title, "文件没有给出" + settles.title() + "，由发文机关确定，或由办理机关在开始办理时填写。", settles, false));
    }

    List<Doubt> doubts() {
        return doubts;
    }

    void note(String path, String text) {
        notes.add(new Scheme.Note(path, text));
    }

    List<Scheme.Note> notes() {
        return notes;
    }

    void own(FactDefinition fact) {
        facts.put(fact.name(), fact);
    }

    @Nullable
    FactDefinition fact(String name) {
        return facts.get(name);
    }

    Set<String> factNames() {
        return facts.keySet();
    }

    /// The facts of the subjects, with `today` and `region`.
    Map<String, FactDefinition> atHand(String... subjects) {
        var hand = new LinkedHashMap<String, FactDefinition>();
        hand.put(FactCatalogue.TODAY.name(), FactCatalogue.TODAY);
        hand.put(FactCatalogue.REGION.name(), FactCatalogue.REGION);
        for (var fact : facts.values()) {
            int dot = fact.name().indexOf('.');
            if (dot > 0 && List.of(subjects).contains(fact.name().substring(0, dot))) hand.put(fact.name(), fact);
        }
        return hand;
    }

    /// What a rule about an entry of the kinds may speak of: the subject, its applicant and the class applied for.
    Map<String, FactDefinition> atHandFor(List<Kind> kinds) {
        var subjects = new ArrayList<String>(List.of("applicant", "listing"));
        for (var kind : kinds) subjects.add(kind.subject().code());
        var hand = atHand(subjects.toArray(String[]::new));
        var classes = kinds.stream()
                .flatMap(kind -> kind.classes().stream())
                .map(Kind.KindClass::id)
                .distinct()
                .toList();
        hand.computeIfPresent(
                "listing.classes",
                (name, fact) ->
                        new FactDefinition(name, fact.type(), fact.title(), fact.unit(), classes, fact.owner()));
        return hand;
    }

    @Nullable
    Expression compile(
            String text, Set<FactType> wanted, Map<String, FactDefinition> atHand, IntFunction<Place> placeAt) {
        var faults = new ArrayList<Expressions.Fault>();
        var expression = expressions.compile(text, wanted, atHand, facts, faults);
        for (var fault : faults) problem(placeAt.apply(fault.offset()), fault.message());
        return expression;
    }
}
