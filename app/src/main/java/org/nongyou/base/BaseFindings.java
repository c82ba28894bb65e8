package org.nongyou.base;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Area;
import org.nongyou.kernel.Decision;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Service;

/// What does not fit about a base (要看一下的地方): told to whoever looks, blocks nothing.
@Service
public class BaseFindings {

    private final Ground ground;

    BaseFindings(Ground ground) {
        this.ground = ground;
    }

    /// What does not fit about a base as it stands.
    public List<Finding> of(Scope scope, Base base) {
        var findings = new ArrayList<Finding>();
        var places = base.plots().stream()
                .map(Plot::place)
                .filter(place -> place != null)
                .toList();
        if (!places.isEmpty() && Place.joined(places) instanceof Decision.Done<Place>(var place))
            findings.addAll(ground.findings(scope, base.id(), place, base.areaMu(), base.region()));
        findings.addAll(plotFindings(
                base.areaMu(), base.plots().stream().map(Plot::areaMu).toList()));
        for (var certificate : base.certificates()) {
            objection(certificate.type(), certificate.number()).ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    /// The same for what is being typed: the places alone.
    public Decision<List<Finding>> of(Scope scope, @Nullable Long existing, BaseForm form) {
        return BaseCheck.place(form)
                .then(place -> Decision.done(
                        place.isEmpty()
                                ? List.of()
                                : ground.findings(
                                        scope,
                                        existing,
                                        place.get(),
                                        BaseCheck.decimal(form.areaMu()).orElse(null),
                                        RegionCode.parse(form.region().strip()).orElse(null))));
    }

    private static List<Finding> plotFindings(BigDecimal declared, List<BigDecimal> plots) {
        if (plots.isEmpty()) return List.of();
        var together = plots.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (together.compareTo(declared) == 0) return List.of();
        return List.of(new Finding(
                "plots",
                "各地块加起来 %s 亩，申报面积 %s 亩，差 %s 亩。"
                        .formatted(
                                new Area(together),
                                new Area(declared),
                                new Area(together.subtract(declared).abs()))));
    }

    private static Optional<Finding> objection(CertificateType type, String number) {
        return Optional.ofNullable(type.objection(number))
                .map(format -> new Finding("certificates", "%s编号“%s”看着不像：%s。".formatted(type.title(), number, format)));
    }
}
