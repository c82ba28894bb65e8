package org.nongyou.indicator.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Component;

/// Which scheme and which region a page is about, and the way between regions.
@Component
public class Places {

    private final Schemes schemes;
    private final Divisions divisions;

    Places(Schemes schemes, Divisions divisions) {
        this.schemes = schemes;
        this.divisions = divisions;
    }

    /// @param way  from the person's own area to the picked region
    /// @param next the divisions of the next level
    public record Way(List<Step> way, List<Step> next) {}

    /// @param note what stands behind the name, such as a count; may be empty
    public record Step(String title, String href, String note, boolean current) {}

    /// The newest version of each scheme that concerns the person's area.
    List<Scheme> schemes(Actor actor) {
        var own = area(actor);
        return schemes.list().stream()
                .filter(version -> version.region().contains(own) || own.contains(version.region()))
                .map(version -> schemes.at(version.ref()))
                .filter(scheme -> !scheme.everyTarget().isEmpty())
                .toList();
    }

    /// The asked one, or the first that concerns the person.
    /// @throws NotFound when it does not exist or does not concern him
    Scheme scheme(Actor actor, @Nullable String asked) {
        var all = schemes(actor);
        if (asked == null || asked.isBlank()) return all.stream().findFirst().orElseThrow(NotFound::new);
        return all.stream().filter(one -> one.id().equals(asked)).findFirst().orElseThrow(NotFound::new);
    }

    /// The picked region within the person's own area; the part of it where the scheme holds.
    Scope scope(Actor actor, Scheme scheme, @Nullable String picked) {
        var own = actor.scope();
        var scope =
                own.narrowedTo(picked == null ? null : RegionCode.parse(picked).orElse(null));
        var region = scope.region();
        var area = RegionCode.of(scheme.region());
        if (region != null && !region.equals(area) && region.contains(area)) return own.narrowedTo(area);
        return scope;
    }

    /// @throws NotAllowed for a producer's person, who has no area
    RegionCode area(Actor actor) {
        var region = actor.scope().region();
        if (region == null) throw new NotAllowed("指标按行政区看，由农业农村部门使用。你的基地和申报在菜单里。");
        return region;
    }

    /// @param href where a region leads; {} stands for its code
    Way way(Actor actor, RegionCode region, String href, Map<RegionCode, String> notes) {
        var own = area(actor);
        var way = new ArrayList<Step>();
        for (var code : region.path()) {
            if (own.contains(code))
                way.add(new Step(divisions.name(code), href.replace("{}", code.value()), "", code.equals(region)));
        }
        if (way.isEmpty()) way.add(new Step(divisions.name(region), href.replace("{}", region.value()), "", true));
        var next = region.level().isAbove(Level.COUNTY)
                ? divisions.children(region).stream()
                        .map(child -> new Step(
                                child.name(),
                                href.replace("{}", child.code().value()),
                                notes.getOrDefault(child.code(), ""),
                                false))
                        .toList()
                : List.<Step>of();
        return new Way(way, next);
    }
}
