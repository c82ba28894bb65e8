package org.nongyou.standard;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// All rules of a release in memory (规则数据), by name: an answer asks the database for nothing. Never changes; a new
/// release is a new book.
public final class RuleBook {

    private static final Pattern STRENGTH = Pattern.compile("\\d{1,6}(\\.\\d{1,4})?(%|克/升|g/l|亿/克|亿孢子/克)");
    /// Words for forms that are written behind a drug's name; the longer before the shorter.
    private static final List<String> FORMS = List.of(
            "水分散粒剂", "可分散油悬浮剂", "可湿性粉剂", "可溶性粉剂", "可溶粉剂", "可溶粒剂", "可溶液剂", "悬浮种衣剂", "种子处理剂", "微胶囊剂", "水乳剂", "微乳剂", "悬浮剂",
            "悬乳剂", "烟雾剂", "颗粒剂", "注射液", "预混剂", "可溶性粉", "口服液", "乳油", "水剂", "粉剂", "粒剂", "烟剂", "胶囊", "片", "散", "粉");
    private static final int SUGGESTED = 6;

    /// What a book is made of.
    public record Rows(
            List<Produce> produce,
            List<InputName> names,
            List<Restriction> restrictions,
            List<Interval> intervals,
            List<Product> products,
            List<Edition> editions,
            List<ResidueLimit> limits,
            List<VeterinaryLimit> veterinaryLimits,
            List<Permitted> permitted,
            List<Clause> clauses) {}

    /// @param title    样例数据 2026-11
    /// @param complete whether it is the whole official list
    /// @param from     its day of force
    public record Release(int id, String title, boolean complete, String note, LocalDate from) {}

    private record Key(InputKind kind, String name) {}

    private final Release release;
    private final Rows rows;
    private final Map<String, Produce> produce = new HashMap<>();
    private final Map<String, Produce> produceByPlain = new HashMap<>();
    private final Map<Key, InputName> names = new HashMap<>();
    private final Map<Key, List<Restriction>> restrictions = new HashMap<>();
    private final Map<Key, List<Interval>> intervals = new HashMap<>();
    private final Map<String, List<Product>> products = new HashMap<>();
    private final Map<String, List<ResidueLimit>> limits = new HashMap<>();
    private final Map<String, Clause> clauses = new HashMap<>();
    private final Map<String, Map<String, Integer>> above = new HashMap<>();

    public RuleBook(Release release, Rows rows) {
        this.release = release;
        this.rows = rows;
        for (var one : rows.produce()) produce.put(one.name(), one);
        for (var one : rows.produce())
            for (var alias : one.aliases()) produceByPlain.putIfAbsent(Plain.text(alias), one);
        for (var one : rows.produce()) {
            produceByPlain.put(Plain.text(one.name()), one);
            above.put(one.name(), above(one));
        }
        for (var one : rows.names())
            names.put(new Key(one.kind(), Plain.text(one.alias().isEmpty() ? one.name() : one.alias())), one);
        for (var one : rows.restrictions())
            if (one.substance() != null) add(restrictions, new Key(one.kind(), one.substance()), one);
        for (var one : rows.intervals()) add(intervals, new Key(one.kind(), one.substance()), one);
        for (var one : rows.limits()) for (var substance : one.substances()) add(limits, substance, one);
        for (var one : rows.products()) add(products, Plain.text(one.registration()), one);
        for (var one : rows.clauses()) clauses.put(one.key(), one);
    }

    private static <K, V> void add(Map<K, List<V>> map, K key, V value) {
        map.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    }

    public Release release() {
        return release;
    }

    public Rows rows() {
        return rows;
    }

    public Clause clause(String key) {
        var clause = clauses.get(key);
        if (clause == null) throw new IllegalStateException("no clause " + key);
        return clause;
    }

    // --- produce

    /// By its own or another name.
    public Optional<Produce> produce(String typed) {
        return Optional.ofNullable(produceByPlain.get(Plain.text(typed)));
    }

    /// The groups above and the produce itself, each with how many steps it is away.
    Map<String, Integer> levels(Produce one) {
        return above.getOrDefault(one.name(), Map.of());
    }

    /// The name that a rule prints, as the classification has it; a name that it does not have stands for itself.
    String place(String printed) {
        return produce(printed).map(Produce::name).orElse(printed);
    }

    boolean within(Produce one, String place) {
        return levels(one).containsKey(place(place));
    }

    /// The group lies below the produce that was asked for: 甘蓝 below 蔬菜.
    boolean below(Produce one, String place) {
        var below = above.get(place(place));
        return below != null && !place(place).equals(one.name()) && below.containsKey(one.name());
    }

    private Map<String, Integer> above(Produce one) {
        var levels = new LinkedHashMap<String, Integer>();
        var waiting = new ArrayDeque<Produce>();
        levels.put(one.name(), 0);
        waiting.add(one);
        while (!waiting.isEmpty()) {
            var next = waiting.remove();
            for (var name : next.parents()) {
                var parent = produce.get(name);
                if (parent == null || levels.containsKey(name)) continue;
                levels.put(name, levels.getOrDefault(next.name(), 0) + 1);
                waiting.add(parent);
            }
        }
        return levels;
    }

    /// Names that are near to what was typed, for "did you mean".
    public List<String> produceLike(String typed) {
        return like(
                typed,
                rows.produce().stream()
                        .sorted(Comparator.comparing(one -> !one.keyVariety()))
                        .flatMap(one -> Stream.concat(Stream.of(one.name()), one.aliases().stream()))
                        .toList());
    }

    // --- inputs

    /// By its own name, another name, or a label's with strength and form: 1.8%阿维菌素乳油.
    public Optional<InputName> input(InputKind kind, String typed) {
        var plain = Plain.text(typed);
        if (plain.isEmpty() || plain.length() > Plain.LONGEST) return Optional.empty();
        var whole = names.get(new Key(kind, plain));
        if (whole != null) return Optional.of(whole);
        var strength = STRENGTH.matcher(plain);
        var percent = strength.find() ? strength.group() : "";
        var rest = percent.isEmpty() ? plain : plain.replace(percent, "");
        var form = FORMS.stream()
                .filter(one -> rest.endsWith(one) || rest.startsWith(one))
                .findFirst()
                .orElse("");
        var name =
                rest.endsWith(form) ? rest.substring(0, rest.length() - form.length()) : rest.substring(form.length());
        for (var attempt : List.of(rest, name)) {
            var found = names.get(new Key(kind, attempt));
            if (found != null)
                return Optional.of(new InputName(
                        kind,
                        found.name(),
                        attempt.equals(rest) ? percent : percent + form,
                        found.alias(),
                        found.aliasFrom()));
        }
        return Optional.empty();
    }

    public List<String> inputsLike(InputKind kind, String typed) {
        return like(
                typed,
                rows.names().stream()
                        .filter(one -> one.kind() == kind)
                        .map(one -> one.alias().isEmpty() ? one.name() : one.alias())
                        .toList());
    }

    /// Those that contain it or are contained in it, or share most of its characters; the nearest first, among equals
    /// in the order given.
    private static List<String> like(String typed, List<String> known) {
        var plain = Plain.text(typed);
        if (plain.isEmpty() || plain.length() > Plain.LONGEST) return List.of();
        record Near(String name, int distance) {}
        var near = new ArrayList<Near>();
        for (var name : known) {
            var other = Plain.text(name);
            int distance = other.contains(plain) || other.length() > 1 && plain.contains(other)
                    ? Math.abs(other.length() - plain.length())
                    : (int) (10
                            + other.codePoints()
                                            .filter(c -> plain.indexOf(c) < 0)
                                            .count()
                                    * 4
                            + Math.abs(other.length() - plain.length()) * 4);
            long shared = other.codePoints().filter(c -> plain.indexOf(c) >= 0).count();
            if (distance < 10 || shared >= 2 && distance <= 18 || shared == 1 && distance <= 14)
                near.add(new Near(name, distance));
        }
        return near.stream()
                .sorted(Comparator.comparingInt(Near::distance))
                .map(Near::name)
                .distinct()
                .limit(SUGGESTED)
                .toList();
    }

    List<Restriction> restrictions(InputName input) {
        return restrictions.getOrDefault(new Key(input.kind(), input.name()), List.of());
    }

    /// What a registration allows, a line a crop.
    public List<Product> products(String registration) {
        return products.getOrDefault(Plain.text(registration), List.of());
    }

    List<Interval> intervals(InputName input) {
        return intervals.getOrDefault(new Key(input.kind(), input.name()), List.of());
    }

    List<ResidueLimit> limits(InputName input) {
        return input.kind() == InputKind.PESTICIDE ? limits.getOrDefault(input.name(), List.of()) : List.of();
    }

    /// General rules about this produce.
    List<Restriction> cautions(Produce one) {
        return rows.restrictions().stream()
                .filter(row -> row.measure() == Measure.CAUTION && row.kind() == one.inputs())
                .filter(row -> row.places().isEmpty() || row.places().stream().anyMatch(place -> within(one, place)))
                .toList();
    }
}
