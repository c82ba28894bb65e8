package org.nongyou.producer;

import static nongyoudb.producer.Tables.PRODUCERS;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.springframework.stereotype.Component;

/// The facts about an applicant: what the register of producers says.
@Component
class ApplicantFacts implements FactSource {

    private static final Set<String> NAMES = Set.of(
            "applicant.kind", "applicant.main_crops", "applicant.traceability_registered", "applicant.credit_filed");

    private final DSLContext sql;

    ApplicantFacts(DSLContext sql) {
        this.sql = sql;
    }

    @Override
    public Set<String> supplies() {
        return NAMES;
    }

    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        if (!subject.equals("applicant")
                || !id.matches("\\d{1,18}")
                || wanted.stream().noneMatch(NAMES::contains)) return Map.of();
        var row = sql.selectFrom(PRODUCERS)
                .where(PRODUCERS.ID.eq(Long.parseLong(id)))
                .fetchOne();
        if (row == null) return Map.of();
        var link = "/producers/" + id;
        var all = new HashMap<String, FactValue>();
        all.put("applicant.kind", new FactValue(row.getKind(), link));
        all.put("applicant.main_crops", new FactValue(Arrays.asList(row.getMainCrops()), link));
        all.put("applicant.traceability_registered", new FactValue(row.getTraceabilityRegistered(), link));
        all.put("applicant.credit_filed", new FactValue(row.getCreditFiled(), link));
        all.keySet().retainAll(wanted);
        return all;
    }
}
