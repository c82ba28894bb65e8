package org.nongyou.procedure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.End;
import org.springframework.context.event.EventListener;

/// Orchards, in place of the sites of the register, so that the engine is tested without knowing any module.
class TestSites implements SubjectSource, FactSource, ConclusionGuard {

    private final Map<String, CaseSubject> sites = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> facts = new ConcurrentHashMap<>();
    final List<CaseConcluded> concluded = new ArrayList<>();
    volatile boolean full;

    void add(String id, String title, String region, long producerId) {
        sites.put(
                id,
                new CaseSubject(
                        "site",
                        id,
                        title,
                        new RegionCode(region),
                        producerId,
                        title + "合作社",
                        "苹果",
                        new BigDecimal("120"),
                        "/sites/" + id,
                        true));
    }

    void fact(String id, String name, Object value) {
        facts.computeIfAbsent(id, _ -> new ConcurrentHashMap<>()).put(name, value);
    }

    @Override
    public String kind() {
        return "site";
    }

    @Override
    public Optional<CaseSubject> find(Scope scope, String id) {
        return Optional.ofNullable(sites.get(id))
                .filter(site -> scope instanceof Scope.Own(var producer)
                        ? Long.valueOf(producer).equals(site.producerId())
                        : scope.covers(site.region()));
    }

    @Override
    public Set<String> supplies() {
        return Set.of("site.soil_passed");
    }

    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        var values = new HashMap<String, FactValue>();
        facts.getOrDefault(id, Map.of()).forEach((name, value) -> {
            if (wanted.contains(name)) values.put(name, new FactValue(value, "/sites/" + id));
        });
        return values;
    }

    @Override
    public List<Refusal> against(Case theCase, End end) {
        return full && theCase.subjectKind().equals("site") && end == End.LISTED
                ? List.of(Refusal.of("case.requirement", "本县名额已满"))
                : List.of();
    }

    @EventListener
    void on(CaseConcluded event) {
        if (event.theCase().subjectKind().equals("site")) concluded.add(event);
    }
}
