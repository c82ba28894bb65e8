package org.nongyou.standard.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.standard.Standard;
import org.nongyou.standard.StandardFilter;
import org.nongyou.standard.StandardKind;
import org.nongyou.standard.StandardProject;
import org.nongyou.web.Entered;

/// What the pages of the library show.
public final class LibraryPages {

    private LibraryPages() {}

    /// Page `/standards/library`.
    /// @param places names of the areas of the rows
    public record Library(
            String say,
            StandardFilter filter,
            List<Standard> rows,
            Map<String, String> places,
            int total,
            int page,
            boolean mayRecord,
            LocalDate today) {

        public List<StandardKind> kinds() {
            return List.of(StandardKind.values());
        }

        public List<Standard.Field> fields() {
            return List.of(Standard.Field.values());
        }

        public List<Standard.State> states() {
            return List.of(Standard.State.values());
        }
    }

    /// Page `/standards/library/{id}`.
    /// @param successor the one that replaced it, where the library has it
    public record One(
            Standard standard,
            String place,
            List<Standard> editions,
            @Nullable Standard successor,
            List<StandardProject> projects,
            boolean mayChange,
            LocalDate today,
            Entered entered) {

        public String say() {
            var state = standard.state(today);
            return switch (state) {
                case DRAFT -> "征求意见稿，还没有实施。";
                case TO_COME -> standard.from() + " 起实施，现在还不用。";
                case IN_FORCE ->
                    "现行"
                            + (standard.from() == null ? "，实施日期没有查到" : "，" + standard.from() + " 起实施")
                            + (standard.ended() == null ? "。" : "；" + standard.ended() + " 起" + after() + "。");
                case REPLACED ->
                    (standard.ended() == null ? "已" : standard.ended() + " 起") + "由 " + standard.replacedBy() + " 代替。";
                case REPEALED -> standard.ended() + " 起废止。";
            };
        }

        private String after() {
            return standard.replacedBy().isEmpty() ? "废止" : "由 " + standard.replacedBy() + " 代替";
        }

        public String tone() {
            return switch (standard.state(today)) {
                case DRAFT, TO_COME -> "info";
                case IN_FORCE -> "ok";
                case REPLACED -> "plain";
                case REPEALED -> "bad";
            };
        }

        public boolean mayEnd() {
            return mayChange
                    && !standard.draft()
                    && standard.ended() == null
                    && standard.replacedBy().isEmpty();
        }
    }

    /// Page `/standards/library/new`.
    public record Form(Entered entered) {
        public List<StandardKind> kinds() {
            return List.of(StandardKind.values());
        }

        public List<Standard.Field> fields() {
            return List.of(Standard.Field.values());
        }
    }

    /// Page `/standards/projects`.
    public record Projects(
            List<StandardProject> rows,
            StandardProject.@Nullable Kind kind,
            boolean mayOpen,
            UUID formKey,
            LocalDate today,
            Entered entered) {

        public List<StandardProject.Kind> kinds() {
            return List.of(StandardProject.Kind.values());
        }

        public String say() {
            long open = rows.stream().filter(one -> one.closed() == null).count();
            long late = rows.stream()
                    .filter(one -> one.closed() == null && today.isAfter(one.due()))
                    .count();
            if (rows.isEmpty()) return mayOpen ? "还没有项目。制定、修订、废止和效果评估从这里立项。" : "本辖区还没有标准项目。";
            return "进行中 " + open + " 项，其中超期 " + late + " 项；已结 " + (rows.size() - open) + " 项。";
        }

        public String tone() {
            return rows.stream().anyMatch(one -> one.closed() == null && today.isAfter(one.due())) ? "warn" : "plain";
        }
    }

    /// Page `/standards/projects/{id}`.
    public record Project(StandardProject project, boolean own, LocalDate today, Entered entered) {
        public String say() {
            var closed = project.closed();
            if (closed != null) return closed + (project.dropped() ? " 终止：" : " 完成：") + project.outcome();
            return today.isAfter(project.due())
                    ? "已过期限 " + project.due() + "，还没有结项。"
                    : "进行中，" + project.due() + " 前完成。";
        }
    }
}
