package org.nongyou.indicator.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.nongyou.indicator.Progress;
import org.nongyou.indicator.SchemeProgress;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.RequestScope;

/// The targets of today, added up once for all cards of a page.
@Component
@RequestScope
class Standings {

    private record Asked(Scope scope, SchemeRef scheme) {}

    private final Progress progress;
    private final Clock clock;
    private final Map<Asked, SchemeProgress> known = new HashMap<>();

    Standings(Progress progress, Clock clock) {
        this.progress = progress;
        this.clock = clock;
    }

    SchemeProgress of(Scope scope, Scheme scheme) {
        return known.computeIfAbsent(
                new Asked(scope, scheme.ref()), _ -> progress.targets(scope, scheme, LocalDate.now(clock)));
    }
}
