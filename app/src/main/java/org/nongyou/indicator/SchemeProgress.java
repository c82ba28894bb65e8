package org.nongyou.indicator;

import java.time.LocalDate;
import java.util.Comparator;
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

    /// What tells one series of targets from another. A county's own and the city's, to which it contributes, are two.
    private record Series(String indicator, RegionCode region, RegionCode setFor, boolean each) {}

    private static Series series(TargetStanding of, RegionCode setFor) {
        return new Series(of.indicator().id(), of.region(), setFor, !of.each().isEmpty());
    }

    /// Of each indicator the one target that counts now: the next that is due, or the last once all are past. Where the
    /// region has its own, that of a larger area is left out.
    public List<TargetStanding> current() {
        var current = new LinkedHashMap<Series, TargetStanding>();
        for (var standing : standings) {
            current.merge(
                    series(standing, standing.setFor()),
                    standing,
                    (one, other) -> due(one) <= due(other) ? earlier(one, other) : earlier(other, one));
        }
        return current.values().stream()
                .filter(one -> one.state() != TargetState.SHARE || !current.containsKey(series(one, one.region())))
                .toList();
    }

    /// The targets that are judged in this region.
    public List<TargetStanding> judged() {
        return current().stream().filter(TargetStanding::judged).toList();
    }

    public long met() {
        return judged().stream().filter(TargetStanding::met).count();
    }

    /// All targets of the same indicator that are set for the same area, in the order of their years.
    public List<TargetStanding> series(TargetStanding of) {
        var same = series(of, of.setFor());
        return standings.stream()
                .filter(one -> series(one, one.setFor()).equals(same))
                .sorted(Comparator.comparingInt(this::due))
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
