package org.nongyou.base;

import gg.jte.Content;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.Scope;
import org.nongyou.web.Templates;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The map of a base with the table of its plots, for the base's own page and for pages of other modules: a case, a
/// listing. The page that shows it must load `/js/map.js` as a module.
@Component
public class BaseMap {

    private final Bases bases;
    private final BaseFindings findings;
    private final Templates templates;
    private final JsonMapper json;

    BaseMap(Bases bases, BaseFindings findings, Templates templates, JsonMapper json) {
        this.bases = bases;
        this.findings = findings;
        this.templates = templates;
        this.json = json;
    }

    /// What `base/map` shows.
    /// @param map               value of data-map, or null where no plot is drawn
    /// @param differencePercent between declared and measured area, or null
    public record View(
            Base base, @Nullable String map, @Nullable BigDecimal differencePercent, List<Finding> findings) {}

    /// The card 位置和地块; empty when there is no such base within the scope.
    public Optional<Content> card(Scope scope, long baseId) {
        return bases.find(scope, baseId).map(base -> card(scope, base));
    }

    Content card(Scope scope, Base base) {
        var found = findings.of(scope, base).stream()
                .filter(finding -> !finding.field().equals("certificates"))
                .toList();
        return templates.content("base/map", new View(base, data(base), difference(base), found));
    }

    private static @Nullable BigDecimal difference(Base base) {
        var measured = base.measuredMu();
        return measured == null ? null : Ground.differencePercent(base.areaMu(), measured);
    }

    private @Nullable String data(Base base) {
        var features = new ArrayList<Map<String, Object>>();
        for (var plot : base.plots()) {
            var place = plot.place();
            if (place == null) continue;
            var feature = new LinkedHashMap<String, Object>();
            feature.put("type", "Feature");
            feature.put("properties", Map.of("name", plot.name()));
            feature.put("geometry", place.geometry());
            features.add(feature);
        }
        if (features.isEmpty()) return null;
        return json.writeValueAsString(
                Map.of("plain", true, "polygons", Map.of("type", "FeatureCollection", "features", features)));
    }
}
