package org.nongyou.indicator.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.indicator.Progress;
import org.nongyou.indicator.SchemeProgress;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.TargetProgress;
import org.springframework.stereotype.Component;

/// The targets on the scheme's own page. The public sees what the public catalogue tells; what offices report is for
/// those who have signed in.
@Component
class SchemeTargets implements TargetProgress {

    private final Progress progress;
    private final Divisions divisions;
    private final Clock clock;

    SchemeTargets(Progress progress, Divisions divisions, Clock clock) {
        this.progress = progress;
        this.divisions = divisions;
        this.clock = clock;
    }

    @Override
    public Summary of(@Nullable Scope viewer, Scheme scheme) {
        var area = RegionCode.of(scheme.region());
        var own = viewer == null ? null : viewer.region();
        boolean inside = own != null && (area.contains(own) || own.contains(area));
        var region = own != null && area.contains(own) ? own : area;
        var standing = progress.targets(Scope.within(region), scheme, LocalDate.now(clock));
        var lines = standing.current().stream()
                .map(one -> line(standing, TargetView.of(standing, one), inside))
                .toList();
        var judged = standing.judged().stream()
                .filter(one -> inside || !TargetView.of(standing, one).reported())
                .toList();
        var lacking = judged.stream()
                .filter(one -> !one.met())
                .map(one -> TargetView.of(standing, one))
                .toList();
        return new Summary(
                divisions.name(region),
                judged.size(),
                judged.size() - lacking.size(),
                inside ? TargetView.lacks(lacking) : List.of(),
                lines);
    }

    private static Line line(SchemeProgress progress, TargetView view, boolean inside) {
        boolean hidden = !inside && view.reported();
        return new Line(
                view.title(),
                view.goal(),
                hidden ? "登录后看" : view.said(),
                inside ? href(progress, view) : null,
                hidden ? "0" : view.percent(),
                view.tick(),
                !hidden && view.low(),
                hidden ? "idle" : view.tone(),
                hidden ? "上报数不公开" : view.state(),
                view.standing().target().clauses(),
                hidden ? "" : view.how());
    }

    private static String href(SchemeProgress progress, TargetView view) {
        return view.href() != null
                ? view.href()
                : TargetsController.href(progress.scheme(), view.standing().indicator(), progress.region());
    }
}
