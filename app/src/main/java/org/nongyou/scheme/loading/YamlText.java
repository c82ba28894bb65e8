package org.nongyou.scheme.loading;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/// Reads one YAML file to nodes with places, and refuses what the language leaves out: tabs, anchors, several
/// documents.
final class YamlText {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setMaxAliasesForCollections(1)
            .setCodePointLimit(4_000_000)
            .build();

    private YamlText() {}

    /// The file's mapping, or null after a problem was noted.
    static @Nullable MappingNode read(String file, String text, Reading reading) {
        var tab = tab(file, text);
        if (tab.isPresent()) {
            reading.problem(tab.get(), "缩进里有制表符（Tab）：YAML 只认空格，请换成空格");
            return null;
        }
        try {
            if (!plain(file, text, reading)) return null;
            var root = new Compose(SETTINGS).composeString(text);
            if (root.isEmpty()) {
                reading.problem(new Place(file, 1, 1), "文件是空的：写上内容，或者删掉这个文件");
                return null;
            }
            if (root.get() instanceof MappingNode mapping) return mapping;
            reading.problem(Place.of(file, root.get()), "文件最外层要写成“键: 值”");
            return null;
        } catch (MarkedYamlEngineException e) {
            boolean unclosed = String.valueOf(e.getContext()).contains("quoted scalar");
            var place = (unclosed ? e.getContextMark() : e.getProblemMark())
                    .or(e::getProblemMark)
                    .or(e::getContextMark)
                    .map(mark -> Place.of(file, mark))
                    .orElse(new Place(file, 1, 1));
            reading.problem(place, sentence(e));
            return null;
        } catch (YamlEngineException e) {
            reading.problem(new Place(file, 1, 1), "文件里有 YAML 不认识的字符");
            return null;
        }
    }

    private static Optional<Place> tab(String file, String text) {
        var lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            var line = lines[i];
            for (int j = 0; j < line.length(); j++) {
                char sign = line.charAt(j);
                if (sign == '\t') return Optional.of(new Place(file, i + 1, j + 1));
                if (sign != ' ' && sign != '-') break;
            }
        }
        return Optional.empty();
    }

    private static boolean plain(String file, String text, Reading reading) {
        int documents = 0;
        for (var event : new Parse(SETTINGS).parseString(text)) {
            var place = event.getStartMark().map(mark -> Place.of(file, mark)).orElse(new Place(file, 1, 1));
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                reading.problem(place, "一个文件只能有一份内容：不要写“---”分隔线");
                return false;
            }
            if (event instanceof AliasEvent) {
                reading.problem(place, "不能用 * 引用别处的内容：请照原样再写一遍");
                return false;
            }
            if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                reading.problem(place, "不能用 & 给内容起名再引用：请照原样写出来");
                return false;
            }
        }
        return true;
    }

    private record Known(String part, String sentence) {}

    private static final List<Known> KNOWN = List.of(
            new Known("mapping values are not allowed", "这里不能再写冒号：文字里有“: ”时要加双引号，或者上一行缩进不对"),
            new Known("expected ',' or '}'", "花括号没有写完：项之间用逗号隔开，最后写 }；文字里有逗号、冒号时加双引号"),
            new Known("expected ',' or ']'", "方括号没有写完：项之间用逗号隔开，最后写 ]"),
            new Known("unexpected end of stream", "引号没有收尾，一直到文件末尾"),
            new Known("could not find expected ':'", "这里少了冒号：键和值之间写“: ”"),
            new Known("expected <block end>", "缩进对不齐：同一层的键要从同一列开始"),
            new Known("cannot start any token", "这里的字符不能开头：文字以 @、` 或 % 开头时要加双引号"),
            new Known("unknown escape", "双引号里的反斜杠写法不对：要写反斜杠请写 \\\\"),
            new Known("expected alphabetic or numeric", "& 和 * 在 YAML 里有别的意思：文字以它们开头时要加双引号"),
            new Known("special characters are not allowed", "文件里有 YAML 不认识的控制字符"));

    private static String sentence(MarkedYamlEngineException e) {
        var problem = String.valueOf(e.getProblem()) + " " + e.getContext();
        return KNOWN.stream()
                .filter(known -> problem.contains(known.part))
                .map(Known::sentence)
                .findFirst()
                .orElse("YAML 写法有误：看看这一行的引号、括号、冒号和缩进");
    }
}
