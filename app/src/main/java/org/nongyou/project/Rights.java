package org.nongyou.project;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeOffice;
import org.springframework.stereotype.Component;

/// Which office does what on a project: the county's bureau carries it out, the bureaus above hand money down and look
/// at it. The scheme names the department.
@Component
class Rights {

    private static final String AGRICULTURE = "agriculture";

    private final Divisions divisions;

    Rights(Divisions divisions) {
        this.divisions = divisions;
    }

    /// Of those who carry the document out, or the agriculture office where it names nobody.
    static String department(Scheme scheme) {
        return scheme.carriedOutBy().stream()
                .flatMap(id -> scheme.office(id).stream())
                .filter(office -> !office.outside())
                .map(SchemeOffice::department)
                .findFirst()
                .orElse(AGRICULTURE);
    }

    /// Whether the person acts for the department's office of that level over the project.
    static boolean actsAt(Actor actor, Scheme scheme, RegionCode region, Level level) {
        var office = actor.office();
        return office != null
                && office.department().equals(department(scheme))
                && region.at(level).filter(office.region()::equals).isPresent();
    }

    Optional<Refusal> barred(
            Actor actor, Scheme scheme, RegionCode region, Level level, Verb verb, @Nullable String clause) {
        if (!actor.may(verb)) return Optional.of(Refusal.of("project.no-right", verb.title()));
        if (actsAt(actor, scheme, region, level)) return Optional.empty();
        var at = region.at(level).map(divisions::name).orElse("");
        return Optional.of(Refusal.of("project.wrong-office", at + "农业农村部门", actor.officeName())
                .citing(clause));
    }

    /// The level for which the person looks at the project from above, or null.
    static @Nullable Level above(Actor actor, Scheme scheme, RegionCode region) {
        for (var level : new Level[] {Level.PROVINCE, Level.CITY})
            if (actsAt(actor, scheme, region, level)) return level;
        return null;
    }
}
