package org.nongyou.indicator;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Target;

/// How a scheme's targets stand in a region on a day.
/// @param standings in the order of the document
public record SchemeProgress(Scheme scheme, RegionCode region, LocalDate on, List<TargetStanding> standings) {

    public SchemeProgress {
        standings = List.copyOf(standings);
    }

    /// Of each indicator the one target that counts now: the next that is due, or the last once all are past.
    public List<TargetStanding> current() {
        var current = new LinkedHashMap<String, TargetStanding>();
        for (var standing : standings) {
            var key = standing.indicator().id()
                    + ' '
                    + standing.region()
                    + ' '
                    + !standing.each().isEmpty();
            current.merge(
                    key, standing, (one, other) -> due(one) <= due(other) ? earlier(one, other) : earlier(other, one));
        }
        return List.copyOf(current.values());
    }

    /// The targets that are judged in this region.
    public List<TargetStanding> judged() {
        return current().stream().filter(TargetStanding::judged).toList();
    }

    public long met() {
        return judged().stream().filter(TargetStanding::met).count();
    }

    /// All targets of the same indicator and region, in the order of their years.
    public List<TargetStanding> series(TargetStanding of) {
        return standings.stream()
                .filter(one -> one.indicator().id().equals(of.indicator().id())
                        && one.region().equals(of.region())
                        && one.each().isEmpty() == of.each().isEmpty())
                .toList();
    }

    private TargetStanding earlier(TargetStanding first, TargetStanding second) {
        return due(first) < on.getYear() ? second : first;
    }

    private int due(TargetStanding standing) {
        return switch (standing.target().when()) {
            case Target.When.By(var year) -> year;
            case Target.When.Every _ -> on.getYear();
        };
    }
}
