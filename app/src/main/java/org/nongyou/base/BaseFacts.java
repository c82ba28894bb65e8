package org.nongyou.base;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.base.Tables.CERTIFICATES;
import static nongyoudb.base.Tables.EFFECTS;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
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
            "base.days_to_expiry",
            "site.area_mu",
            "site.signboard_complete");

    private static final Set<String> OF_CERTIFICATES =
            Set.of("base.certificates", "base.certificate_valid_to", "base.days_to_expiry");

    private final DSLContext sql;

    BaseFacts(DSLContext sql) {
        this.sql = sql;
    }

    @Override
    public Set<String> supplies() {
        return NAMES;
    }

    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        return subject.equals("site") ? ofSite(id, wanted, on) : ofBase(subject, id, wanted, on);
    }

    /// A site (地点) of a document stands in the register of bases.
    private Map<String, FactValue> ofSite(String id, Set<String> wanted, LocalDate on) {
        var asBase = new HashMap<String, String>();
        for (var name : wanted) {
            if (NAMES.contains(name)) asBase.put("base" + name.substring(name.indexOf('.')), name);
        }
        var known = new HashMap<String, FactValue>();
        ofBase("base", id, asBase.keySet(), on).forEach((name, value) -> {
            var asked = asBase.get(name);
            if (asked != null) known.put(asked, value);
        });
        return known;
    }

    private Map<String, FactValue> ofBase(String subject, String id, Set<String> wanted, LocalDate on) {
        if (!subject.equals("base")
                || !id.matches("\\d{1,18}")
                || wanted.stream().noneMatch(NAMES::contains)) return Map.of();
        var row = sql.selectFrom(BASES).where(BASES.ID.eq(Long.parseLong(id))).fetchOne();
        if (row == null) return Map.of();
        var page = "/bases/" + id;
        var all = new HashMap<String, FactValue>();
        all.put("base.area_mu", new FactValue(row.getAreaMu(), page + "#place"));
        var lacks = Base.signboardLacks(
                row.getSignboardOn(), row.getTechniques(), row.getResponsibleName(), row.getSupervisionPhone());
        all.put("base.signboard_complete", new FactValue(lacks.isEmpty(), page + "#signboard"));
        if (row.getGoodVarietyPercent() != null)
            all.put("base.good_variety_percent", new FactValue(row.getGoodVarietyPercent(), page + "#management"));
        if (row.getInternalInspectors() != null)
            all.put(
                    "base.internal_inspectors",
                    new FactValue(row.getInternalInspectors().longValue(), page + "#management"));
        if (wanted.contains("base.households_led")) {
            var led = sql.select(EFFECTS.HOUSEHOLDS)
                    .from(EFFECTS)
                    .where(EFFECTS.BASE_ID.eq(row.getId()))
                    .and(EFFECTS.YEAR.le(on.getYear()))
                    .orderBy(EFFECTS.YEAR.desc())
                    .limit(1)
                    .fetchOne(EFFECTS.HOUSEHOLDS);
            // What was reported for a year goes before the one number of the register.
            if (led != null) all.put("base.households_led", new FactValue(led.longValue(), page + "/effects"));
            else if (row.getHouseholdsLed() != null)
                all.put(
                        "base.households_led",
                        new FactValue(row.getHouseholdsLed().longValue(), page + "#management"));
        }
        if (row.getOperatingProcedure() != null)
            all.put("base.operating_procedure", new FactValue(row.getOperatingProcedure(), page + "#management"));
        if (wanted.stream().anyMatch(OF_CERTIFICATES::contains)) ofCertificates(row.getId(), page, on, all);
        all.keySet().retainAll(wanted);
        return all;
    }

    private void ofCertificates(long base, String page, LocalDate on, Map<String, FactValue> all) {
        var certificates = sql.selectFrom(CERTIFICATES)
                .where(CERTIFICATES.BASE_ID.eq(base))
                .orderBy(CERTIFICATES.ID)
                .fetch(BaseRecords::certificate);
        all.put(
                "base.certificates",
                new FactValue(
                        certificates.stream()
                                .filter(one -> one.holdsOn(on))
                                .map(one -> one.type().code())
                                .distinct()
                                .toList(),
                        page + "#certificates"));
        var end = end(certificates, on);
        if (end != null) {
            all.put("base.certificate_valid_to", new FactValue(end, page + "#certificates"));
            all.put("base.days_to_expiry", new FactValue(ChronoUnit.DAYS.between(on, end), page + "#certificates"));
        }
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
