package org.nongyou.base;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nongyoudb.base.Tables;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// The facts about a base: what its register says on a day.
@Component
class BaseFacts implements FactSource {

    private static final Set<String> NAMES = Set.of(
            "base.area_mu",
            "base.signboard_complete",
            "base.good_variety_percent",
            "base.internal_inspectors",
            "base.households_led",
            "base.operating_procedure",
            "base.certificates",
            "base.certificate_valid_to",
            "base.days_to_expiry");

    private final DSLContext sql;
    private final Bases bases;

    BaseFacts(DSLContext sql, Bases bases) {
        this.sql = sql;
        this.bases = bases;
    }

    @Override
    public Set<String> supplies() {
        return NAMES;
    }

    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        if (!subject.equals("base")
                || !id.matches("\\d{1,18}")
                || wanted.stream().noneMatch(NAMES::contains)) return Map.of();
        var number = Long.parseLong(id);
        var base = sql.select(Tables.BASES.PRODUCER_ID)
                .from(Tables.BASES)
                .where(Tables.BASES.ID.eq(number))
                .fetchOptional(Tables.BASES.PRODUCER_ID)
                .flatMap(producer -> bases.find(new Scope.Own(producer), number))
                .orElse(null);
        if (base == null) return Map.of();
        var page = "/bases/" + id;
        var all = new HashMap<String, FactValue>();
        all.put("base.area_mu", new FactValue(base.areaMu(), page + "#place"));
        all.put("base.signboard_complete", new FactValue(base.signboardLacks().isEmpty(), page + "#signboard"));
        if (base.goodVarietyPercent() != null)
            all.put("base.good_variety_percent", new FactValue(base.goodVarietyPercent(), page + "#management"));
        if (base.internalInspectors() != null)
            all.put(
                    "base.internal_inspectors",
                    new FactValue(base.internalInspectors().longValue(), page + "#management"));
        if (base.householdsLed() != null)
            all.put("base.households_led", new FactValue(base.householdsLed().longValue(), page + "#management"));
        if (base.operatingProcedure() != null)
            all.put("base.operating_procedure", new FactValue(base.operatingProcedure(), page + "#management"));
        all.put(
                "base.certificates",
                new FactValue(
                        base.certificates().stream()
                                .filter(one -> one.holdsOn(on))
                                .map(one -> one.type().code())
                                .distinct()
                                .toList(),
                        page + "#certificates"));
        var end = end(base.certificates(), on);
        if (end != null) {
            all.put("base.certificate_valid_to", new FactValue(end, page + "#certificates"));
            all.put("base.days_to_expiry", new FactValue(ChronoUnit.DAYS.between(on, end), page + "#certificates"));
        }
        all.keySet().retainAll(wanted);
        return all;
    }

    /// The certificate in force that ends first; when all have ended, the one that ended last, so that the days to
    /// expiry are below zero. Null when none has an end.
    private static @Nullable LocalDate end(List<Certificate> certificates, LocalDate on) {
        var inForce = certificates.stream()
                .filter(one -> one.holdsOn(on))
                .map(Certificate::validTo)
                .filter(day -> day != null)
                .min(Comparator.naturalOrder());
        return inForce.orElseGet(() -> certificates.stream()
                .map(Certificate::validTo)
                .filter(day -> day != null)
                .max(Comparator.naturalOrder())
                .orElse(null));
    }
}
