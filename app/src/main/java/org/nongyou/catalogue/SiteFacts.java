package org.nongyou.catalogue;

import static nongyoudb.catalogue.Tables.LISTINGS;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.springframework.stereotype.Component;

/// Whether a site stands in the catalogue as a demonstration site (示范点), and whether it came there by a case, whose
/// procedure ends with acceptance (验收). A site that is not listed here is no answer: it may have been named on paper,
/// which the claimant states with proof.
@Component
class SiteFacts implements FactSource {

    private static final String LISTED = "site.listed_as_demo";
    private static final String ACCEPTED = "site.accepted";
    /// The kind's id in a scheme, whatever its document calls it.
    private static final String DEMO_SITE = "demo-site";

    private final DSLContext sql;

    SiteFacts(DSLContext sql) {
        this.sql = sql;
    }

    @Override
    public Set<String> supplies() {
        return Set.of(LISTED, ACCEPTED);
    }

    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        if (!subject.equals("site") || !wanted.contains(LISTED) && !wanted.contains(ACCEPTED)) return Map.of();
        var entries = sql.select(LISTINGS.ID, LISTINGS.CASE_ID)
                .from(LISTINGS)
                .where(LISTINGS.SUBJECT_KIND.eq("site"))
                .and(LISTINGS.SUBJECT_ID.eq(id))
                .and(LISTINGS.KIND.eq(DEMO_SITE))
                .and(LISTINGS.STATUS.in(ListingStatus.standingCodes()))
                .and(LISTINGS.LISTED_ON.le(on))
                .and(LISTINGS.VALID_TO.isNull().or(LISTINGS.VALID_TO.ge(on)))
                .fetch();
        var values = new HashMap<String, FactValue>();
        if (wanted.contains(LISTED) && !entries.isEmpty())
            values.put(
                    LISTED,
                    new FactValue(true, "/catalogue/" + entries.getFirst().value1()));
        if (wanted.contains(ACCEPTED))
            entries.stream()
                    .filter(one -> one.value2() != null)
                    .findFirst()
                    .ifPresent(one -> values.put(ACCEPTED, new FactValue(true, "/cases/" + one.value2())));
        return values;
    }
}
