package org.nongyou.scheme.loading;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.loading.Reading.Group;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One mapping of a file, read key by key. Each key is asked for with its type; what does not fit is noted as a problem
/// and a harmless value stands in, so that one reading finds all problems.
final class Block {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern CODE = Pattern.compile("\\d{6}|\\d{9}|\\d{12}");
    private static final Expression NEVER = new Expression("false", FactType.BOOL, Set.of(), _ -> false);

    /// What to write where a key is missing.
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("id", "id: base-standard（小写字母、数字和连字符）"),
            Map.entry("title", "title: 中文名称"),
            Map.entry("clause", "clause: 四（二），写依据的条款"),
            Map.entry("section", "section: 四（二），照文件印的写"),
            Map.entry("start", "start: 第一个环节的 id"),
            Map.entry("unit", "unit: 个"),
            Map.entry("better", "better: more（越多越好）或 less（越少越好）"),
            Map.entry("version", "version: 1"),
            Map.entry("region", "region: 140000（行政区划代码）"),
            Map.entry("period", "period: {from: 2021-01-01, to: 2025-12-31}"),
            Map.entry("pass", "pass: {compulsory: all}"),
            Map.entry("round", "round: down、half-up 或 up"),
            Map.entry("repeat", "repeat: once、yearly 或 always"),
            Map.entry("last_fen", "last_fen: county（余下的分由哪一级承担）"),
            Map.entry("count", "count: exact、full 或 started"),
            Map.entry("validity", "validity: open"),
            Map.entry("levels", "levels: [province]"),
            Map.entry("entry", "entry: {province: 程序的 id}"),
            Map.entry("expect", "expect: {…}，写期望的结果"));

    private final Reading reading;
    private final String file;
    private final MappingNode node;
    private final String path;
    private final List<String> inherited;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keyNodes = new LinkedHashMap<>();

    /// @param keys the keys that may stand here; `!` marks those that must
    Block(Reading reading, String file, MappingNode node, String path, List<String> inherited, String... keys) {
        this.reading = reading;
        this.file = file;
        this.node = node;
        this.inherited = inherited;
        var known = new LinkedHashMap<String, Boolean>();
        for (var key : keys) known.put(key.replace("!", ""), key.endsWith("!"));
        known.putIfAbsent("doubt", false);
        known.putIfAbsent("note", false);
        take(known);
        this.path = pathUnder(path);
        if (known.containsKey("*")) return;
        for (var key : known.entrySet()) {
            if (key.getValue() && !values.containsKey(key.getKey())) {
                reading.problem(place(), "缺少“" + key.getKey() + "”" + example(key.getKey()));
            }
        }
        if (values.get("doubt") instanceof ScalarNode doubt) reading.doubt(doubtPath(), title(), doubt.getValue());
        if (values.get("note") instanceof ScalarNode note) reading.note(doubtPath(), note.getValue());
    }

    /// The content of a file that is not there.
    static Block empty(Reading reading, String file, String... keys) {
        var nothing = new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
        return new Block(reading, file, nothing, "", List.of(), keys);
    }

    private static String example(String key) {
        var example = EXAMPLES.get(key);
        return example == null ? "" : "：写成 " + example;
    }

    private void take(Map<String, Boolean> known) {
        for (var entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                reading.problem(Place.of(file, entry.getKeyNode()), "键要是文字");
                continue;
            }
            var name = key.getValue();
            if (!known.containsKey("*") && !known.containsKey(name)) {
                var names = known.keySet();
                reading.problem(
                        Place.of(file, key),
                        "这里没有“" + name + "”这个键" + NearNames.hint(name, names) + "可以写的有：" + String.join("、", names));
                continue;
            }
            var first = keyNodes.get(name);
            if (first != null) {
                reading.problem(
                        Place.of(file, key),
                        "“" + name + "”写了两次：第 " + Place.of(file, first).line() + " 行已经有了，请删去一个");
                continue;
            }
            keyNodes.put(name, key);
            values.put(name, entry.getValueNode());
        }
    }

    private String pathUnder(String prefix) {
        if (prefix.isEmpty()) return "";
        for (var key : List.of("id", "section")) {
            if (values.get(key) instanceof ScalarNode scalar) return prefix + "." + scalar.getValue();
        }
        if (prefix.equals("targets")) return prefix + named("indicator", "region", "each", "by", "every");
        return prefix.endsWith(".quotas") ? prefix + named("per") : prefix;
    }

    /// A name for an item that has no id, from what makes it different from its neighbours.
    private String named(String... keys) {
        var name = new StringBuilder();
        for (var key : keys) {
            if (values.get(key) instanceof ScalarNode scalar) name.append('.').append(scalar.getValue());
        }
        return name.toString();
    }

    private String doubtPath() {
        return path.isEmpty() ? file : path;
    }

    private String title() {
        return values.get("title") instanceof ScalarNode title ? title.getValue() : "";
    }

    Reading reading() {
        return reading;
    }

    String path() {
        return path;
    }

    String file() {
        return file;
    }

    Place place() {
        return Place.of(file, node);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Set<String> keys() {
        return values.keySet();
    }

    /// Where the value of the key stands, or the block itself where there is none.
    Place at(String key) {
        var value = values.get(key);
        return value == null ? place() : Place.of(file, value);
    }

    Place atKey(String key) {
        var found = keyNodes.get(key);
        return found == null ? place() : Place.of(file, found);
    }

    void problem(String key, String message) {
        reading.problem(at(key), message);
    }

    // --- Scalars

    private @Nullable String scalar(String key, String wanted) {
        var value = values.get(key);
        if (value == null) return null;
        if (value instanceof ScalarNode scalar) {
            if (scalar.isPlain() && scalar.getValue().isEmpty()) {
                reading.problem(atKey(key), "“" + key + "”后面是空的，要写" + wanted);
                return null;
            }
            return scalar.getValue();
        }
        reading.problem(
                Place.of(file, value),
                "“" + key + "”要写" + wanted + "，不能写成" + (value instanceof MappingNode ? "一组键" : "列表"));
        return null;
    }

    @Nullable
    String textOrNull(String key) {
        return scalar(key, "文字");
    }

    String text(String key) {
        var text = textOrNull(key);
        return text == null ? "" : text;
    }

    /// The id of the item, which nothing else in the group may have.
    String id(Group group) {
        var id = plainId("id");
        if (!id.isEmpty()) reading.name(group, id, at("id"));
        return id;
    }

    String plainId(String key) {
        var id = text(key);
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            reading.problem(at(key), "“" + id + "”不能作 id：只用小写字母、数字和连字符，如 base-standard");
        }
        return id;
    }

    @Nullable
    BigDecimal decimalOrNull(String key) {
        return number(scalar(key, "数字"), at(key));
    }

    BigDecimal decimal(String key) {
        var number = decimalOrNull(key);
        return number == null ? BigDecimal.ZERO : number;
    }

    private @Nullable BigDecimal number(@Nullable String text, Place place) {
        if (text == null) return null;
        if (DECIMAL.matcher(text).matches()) return new BigDecimal(text);
        reading.problem(
                place,
                text.matches("[\\d,，]+(\\.\\d+)?")
                        ? "“" + text + "”不是数字：不要写千位逗号"
                        : text.endsWith("%") ? "“" + text + "”不是数字：不要写百分号，单位另写" : "“" + text + "”不是数字");
        return null;
    }

    @Nullable
    Integer integerOrNull(String key) {
        var text = scalar(key, "整数");
        if (text == null) return null;
        if (text.matches("\\d{1,9}")) return Integer.valueOf(text);
        reading.problem(at(key), "“" + key + "”要写整数，这里写的是“" + text + "”");
        return null;
    }

    int integer(String key) {
        var number = integerOrNull(key);
        return number == null ? 0 : number;
    }

    Money money(String key) {
        return money(scalar(key, "金额（元）"), at(key));
    }

    private Money money(@Nullable String text, Place place) {
        var number = number(text, place);
        if (number == null) return Money.ZERO;
        if (number.scale() > 2) {
            reading.problem(place, "“" + text + "”不是金额：元以下最多两位小数");
            return Money.ZERO;
        }
        return Money.yuan(number);
    }

    @Nullable
    LocalDate dateOrNull(String key) {
        var text = scalar(key, "日期");
        if (text == null) return null;
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            reading.problem(at(key), "“" + text + "”不是日期：写成 2021-11-30 这样");
            return null;
        }
    }

    LocalDate date(String key) {
        var date = dateOrNull(key);
        return date == null ? LocalDate.EPOCH : date;
    }

    boolean yes(String key) {
        var text = scalar(key, "true 或 false");
        if (text == null) return false;
        if (!text.equals("true") && !text.equals("false")) {
            reading.problem(at(key), "“" + key + "”要写 true（是）或 false（否），这里写的是“" + text + "”");
        }
        return text.equals("true");
    }

    /// A division's code, inside the given one.
    String code(String key, String within) {
        var code = text(key);
        if (!code.isEmpty()) checkCode(code, within, at(key));
        return code;
    }

    void checkCode(String code, String within, Place place) {
        if (!CODE.matcher(code).matches()) {
            reading.problem(place, "“" + code + "”不是行政区划代码：县以上写 6 位，乡镇 9 位，村 12 位数字");
        } else if (!within.isEmpty() && !code.startsWith(stem(within))) {
            reading.problem(place, "“" + code + "”不在方案的区域 " + within + " 之内");
        }
    }

    /// The digits that all divisions below share: 140000 → 14.
    static String stem(String code) {
        if (code.length() != 6) return code;
        if (code.endsWith("0000")) return code.substring(0, 2);
        return code.endsWith("00") ? code.substring(0, 4) : code;
    }

    <E extends Enum<E>> @Nullable E choiceOrNull(String key, Class<E> type, Function<E, String> code) {
        var text = scalar(key, "一个选项");
        if (text == null) return null;
        return choice(text, at(key), type, code).orElse(null);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, Function<E, String> code) {
        var choice = choiceOrNull(key, type, code);
        return choice == null ? type.getEnumConstants()[0] : choice;
    }

    <E extends Enum<E>> Optional<E> choice(String text, Place place, Class<E> type, Function<E, String> code) {
        var all = EnumSet.allOf(type);
        for (var one : all) if (code.apply(one).equals(text)) return Optional.of(one);
        var codes = all.stream().map(code).toList();
        reading.problem(
                place, "“" + text + "”不是这里的选项" + NearNames.hint(text, codes) + "可选的有：" + String.join("、", codes));
        return Optional.empty();
    }

    Level level(String key) {
        return choice(key, Level.class, Level::code);
    }

    @Nullable
    Level levelOrNull(String key) {
        return choiceOrNull(key, Level.class, Level::code);
    }

    List<Level> levels(String key) {
        var levels = new ArrayList<Level>();
        for (var item : items(key, true)) {
            choice(item.text(), item.place(), Level.class, Level::code).ifPresent(levels::add);
        }
        return levels;
    }

    // --- References

    @Nullable
    String refOrNull(String key, Group group) {
        var id = textOrNull(key);
        if (id != null) reading.mustExist(group, id, at(key));
        return id;
    }

    String ref(String key, Group group) {
        var id = refOrNull(key, group);
        return id == null ? "" : id;
    }

    List<String> refs(String key, Group group) {
        var ids = new ArrayList<String>();
        for (var item : items(key, true)) {
            reading.mustExist(group, item.text(), item.place());
            ids.add(item.text());
        }
        return ids;
    }

    /// The item's clauses, or those of the whole that it is part of.
    List<String> clauses() {
        return has("clause") ? refs("clause", Group.CLAUSE) : inherited;
    }

    // --- Lists

    /// One text of a list.
    record Item(String text, Place place) {}

    List<String> texts(String key) {
        return items(key, false).stream().map(Item::text).toList();
    }

    /// @param alone whether a single value may stand for a list of one
    List<Item> items(String key, boolean alone) {
        var value = values.get(key);
        var items = new ArrayList<Item>();
        if (value == null) return items;
        if (value instanceof ScalarNode scalar && alone) {
            if (scalar.getValue().isEmpty()) reading.problem(atKey(key), "“" + key + "”后面是空的");
            else items.add(new Item(scalar.getValue(), Place.of(file, scalar)));
        } else if (value instanceof SequenceNode sequence) {
            for (var element : sequence.getValue()) {
                if (element instanceof ScalarNode scalar)
                    items.add(new Item(scalar.getValue(), Place.of(file, scalar)));
                else reading.problem(Place.of(file, element), "“" + key + "”的每一项都要是文字");
            }
        } else {
            reading.problem(Place.of(file, value), "“" + key + "”要写成列表：[甲, 乙]");
        }
        return items;
    }

    List<Integer> integers(String key) {
        var numbers = new ArrayList<Integer>();
        for (var item : items(key, false)) {
            if (item.text().matches("\\d{1,6}")) numbers.add(Integer.valueOf(item.text()));
            else reading.problem(item.place(), "“" + item.text() + "”不是整数");
        }
        return numbers;
    }

    List<BigDecimal> decimals(String key) {
        var numbers = new ArrayList<BigDecimal>();
        for (var item : items(key, false)) {
            var number = number(item.text(), item.place());
            if (number != null) numbers.add(number);
        }
        return numbers;
    }

    // --- Parts

    /// A list of mappings, each an item of its own under the key's path.
    List<Block> blocks(String key, String... keys) {
        var value = values.get(key);
        var blocks = new ArrayList<Block>();
        if (value == null) return blocks;
        if (!(value instanceof SequenceNode sequence)) {
            reading.problem(Place.of(file, value), "“" + key + "”要写成列表，每一项前面写“- ”");
            return blocks;
        }
        for (var element : sequence.getValue()) {
            if (element instanceof MappingNode mapping) {
                blocks.add(new Block(reading, file, mapping, under(key), handedDown(), keys));
            } else {
                reading.problem(Place.of(file, element), "“" + key + "”的每一项要写成 {键: 值}");
            }
        }
        return blocks;
    }

    @Nullable
    Block block(String key, String... keys) {
        var value = values.get(key);
        if (value == null) return null;
        if (value instanceof MappingNode mapping) {
            return new Block(reading, file, mapping, under(key), handedDown(), keys);
        }
        reading.problem(Place.of(file, value), "“" + key + "”要写成 {键: 值}");
        return null;
    }

    /// What its parts cite where they name no clause of their own.
    private List<String> handedDown() {
        return has("clause") ? items("clause", true).stream().map(Item::text).toList() : inherited;
    }

    /// A mapping whose keys are names of the scheme's own.
    List<Entry> entries(String key) {
        var value = values.get(key);
        if (value == null) return List.of();
        if (value instanceof MappingNode mapping) {
            var block = new Block(reading, file, mapping, under(key), inherited, "*");
            return block.entries();
        }
        reading.problem(Place.of(file, value), "“" + key + "”要写成 {键: 值}");
        return List.of();
    }

    List<Entry> entries() {
        return keyNodes.entrySet().stream()
                .map(entry ->
                        new Entry(this, entry.getKey(), Place.of(file, entry.getValue()), values.get(entry.getKey())))
                .toList();
    }

    /// One entry of a mapping with free keys.
    record Entry(
            Block block, String key, Place place, @Nullable Node node) {

        @Nullable
        Block value(String... keys) {
            return block.block(key, keys);
        }

        boolean isList() {
            return node instanceof SequenceNode;
        }

        boolean isScalar() {
            return node instanceof ScalarNode;
        }
    }

    /// Whether the value of the key is a mapping.
    boolean isBlock(String key) {
        return values.get(key) instanceof MappingNode;
    }

    private String under(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    // --- Either/or

    /// Those of the keys that stand here, in the order written.
    private List<String> written(String... keys) {
        var asked = List.of(keys);
        return values.keySet().stream().filter(asked::contains).toList();
    }

    /// The one of the keys that stands here; notes a problem when there is none or more than one.
    @Nullable
    String oneOf(String what, String... keys) {
        var present = written(keys);
        if (present.size() == 1) return present.getFirst();
        if (present.isEmpty()) {
            reading.problem(place(), what + "没有写：要写其中一个：" + String.join("、", keys));
            return null;
        }
        reading.problem(atKey(present.get(1)), "“" + present.get(0) + "”和“" + present.get(1) + "”只能写一个");
        return null;
    }

    /// Like `oneOf`, but nothing at all is fine.
    @Nullable
    String atMostOne(String... keys) {
        var present = written(keys);
        if (present.size() > 1) {
            reading.problem(atKey(present.get(1)), "“" + present.get(0) + "”和“" + present.get(1) + "”只能写一个");
        }
        return present.isEmpty() ? null : present.getFirst();
    }

    // --- Expressions

    Expression condition(String key, Map<String, FactDefinition> atHand) {
        return expression(key, atHand, FactType.BOOL);
    }

    @Nullable
    Expression conditionOrNull(String key, Map<String, FactDefinition> atHand) {
        return has(key) ? condition(key, atHand) : null;
    }

    Expression number(String key, Map<String, FactDefinition> atHand) {
        return expression(key, atHand, FactType.INT, FactType.DECIMAL);
    }

    /// The expression of the key; stands in for itself with one that is never true when it does not compile.
    Expression expression(String key, Map<String, FactDefinition> atHand, FactType... wanted) {
        var text = scalar(key, "表达式");
        if (text == null || !(values.get(key) instanceof ScalarNode scalar)) return NEVER;
        var expression = reading.compile(
                text, new TreeSet<>(List.of(wanted)), atHand, offset -> Place.inside(file, scalar, text, offset));
        return expression == null ? NEVER : expression;
    }
}
