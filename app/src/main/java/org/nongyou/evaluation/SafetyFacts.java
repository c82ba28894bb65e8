package org.nongyou.evaluation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Component;

/// What the rules on safety counties and cities ask of a place.
@Component
class SafetyFacts implements FactSource {

    private static final String SHARE = "region.counties_fit_percent";
    private static final String FAILED = "region.failed_reviews";
    private static final String PAGE = "/evaluations/counties?region=";

    private final SafetyCounties counties;
    private final CountyChecks checks;

    SafetyFacts(SafetyCounties counties, CountyChecks checks) {
        this.counties = counties;
        this.checks = checks;
    }

    @Override
    public Set<String> supplies() {
        return Set.of(SHARE, FAILED);
    }

    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        var region = subject.equals("region") ? RegionCode.parse(id).orElse(null) : null;
        if (region == null) return Map.of();
        var facts = new HashMap<String, FactValue>();
        if (wanted.contains(SHARE))
            counties.shareOf(region, on).ifPresent(share -> facts.put(SHARE, new FactValue(share, PAGE + region)));
        if (wanted.contains(FAILED) && region.level() == Level.COUNTY)
            facts.put(FAILED, new FactValue((long) checks.failing(region), PAGE + region));
        return facts;
    }
}
