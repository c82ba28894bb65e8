package org.nongyou.journal;

import static nongyoudb.journal.Tables.ENTRIES;
import static org.jooq.impl.DSL.noCondition;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/// What the auditor looks for; a null says nothing.
/// @param actors  accounts, any of them; an empty list finds nothing
/// @param offices offices, any of them; an empty list finds nothing
/// @param from    from this moment
/// @param to      before this moment
public record JournalFilter(
        @Nullable String act,
        @Nullable List<Long> actors,
        @Nullable List<Long> offices,
        @Nullable String subjectKind,
        @Nullable String subjectId,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean onlyRefused) {

    public static final JournalFilter ALL = new JournalFilter(null, null, null, null, null, null, null, false);

    Condition condition() {
        var where = noCondition();
        if (act != null) where = where.and(ENTRIES.ACT.eq(act));
        if (actors != null) where = where.and(ENTRIES.ACTOR_ID.in(actors));
        if (offices != null) where = where.and(ENTRIES.OFFICE_ID.in(offices));
        if (subjectKind != null) where = where.and(ENTRIES.SUBJECT_KIND.eq(subjectKind));
        if (subjectId != null) where = where.and(ENTRIES.SUBJECT_ID.eq(subjectId));
        if (from != null) where = where.and(ENTRIES.HAPPENED_AT.ge(from));
        if (to != null) where = where.and(ENTRIES.HAPPENED_AT.lt(to));
        if (onlyRefused) where = where.and(ENTRIES.REFUSED.isTrue());
        return where;
    }
}
