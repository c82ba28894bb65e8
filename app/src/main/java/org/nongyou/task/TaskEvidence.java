package org.nongyou.task;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the facts say about a condition of a task (`when`, `done_when`).
/// @param holds   the facts are known, and it holds
/// @param lines   the facts that are known
/// @param missing titles of those that no module tells of this subject
public record TaskEvidence(boolean holds, List<Line> lines, List<String> missing) {

    /// @param link page of the rows behind it, or null
    public record Line(String title, String value, @Nullable String link) {}

    public TaskEvidence {
        lines = List.copyOf(lines);
        missing = List.copyOf(missing);
    }

    /// 标识牌要素齐全：是；内检员：2 人
    String words() {
        return lines.stream().map(one -> one.title() + "：" + one.value()).collect(Collectors.joining("；"));
    }
}
