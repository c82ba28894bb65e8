package org.nongyou.catalogue;

import static nongyoudb.catalogue.Tables.MEASURES;

import java.time.Clock;
import java.time.LocalDate;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.springframework.stereotype.Component;

/// Keeps what was done to each entry of the catalogue and why. Rows are only added.
@Component
class MeasureBook {

    private final DSLContext sql;
    private final Clock clock;

    MeasureBook(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param due    until when a rectification is to be done
    /// @param caseId the case of the scheme's procedure that led to it
    /// @param closes the measure that is lifted
    void add(
            Actor actor,
            Listing listing,
            MeasureKind kind,
            String reason,
            @Nullable String clause,
            @Nullable LocalDate due,
            @Nullable Long noticeId,
            @Nullable Long caseId,
            @Nullable Long closes) {
        var office = actor.officeId();
        sql.insertInto(MEASURES)
                .set(MEASURES.LISTING_ID, listing.id())
                .set(MEASURES.KIND, kind.code())
                .set(MEASURES.REASON, reason)
                .set(MEASURES.CLAUSE, clause)
                .set(MEASURES.DUE_ON, due)
                .set(MEASURES.NOTICE_ID, noticeId)
                .set(MEASURES.CASE_ID, caseId)
                .set(MEASURES.OFFICE_ID, office == null ? 0L : office)
                .set(MEASURES.OFFICE_NAME, actor.officeName())
                .set(MEASURES.ACCOUNT_ID, actor.accountId())
                .set(MEASURES.ACCOUNT_NAME, actor.name())
                .set(MEASURES.HAPPENED_AT, clock.instant())
                .set(MEASURES.CLOSES, closes)
                .set(MEASURES.DEMO, actor.demo())
                .execute();
    }
}
