package org.nongyou.standard;

import static nongyoudb.standard.Tables.RELEASES;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The rules in force, kept in memory until there is a newer release. Rules are the same for everybody and public, so
/// these reads take no scope.
@Service
public class RuleBooks {

    private final DSLContext sql;
    private final Clock clock;
    private volatile @Nullable RuleBook kept;

    RuleBooks(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The book in force today. One statement, which asks whether the book is still the newest; all tables only after
    /// a release.
    @Transactional(readOnly = true)
    public RuleBook current() {
        int inForce = inForce(LocalDate.ofInstant(clock.instant(), Ui.ZONE));
        var book = kept;
        if (book == null || book.release().id() != inForce) {
            book = read(inForce);
            kept = book;
        }
        return book;
    }

    /// The book that was or will be in force on a day, as far as it is approved.
    @Transactional(readOnly = true)
    public RuleBook on(LocalDate day) {
        var id = inForce(day);
        var book = kept;
        return book != null && book.release().id() == id ? book : read(id);
    }

    private int inForce(LocalDate day) {
        var id = sql.select(max(RELEASES.ID))
                .from(RELEASES)
                .where(RELEASES.IN_FORCE_FROM.le(day))
                .fetchSingle()
                .value1();
        // Before the first release nothing was known: its rows, which have dates of their own, are the best there is.
        return id == null ? first() : id;
    }

    private int first() {
        return Objects.requireNonNull(
                sql.select(min(RELEASES.ID)).from(RELEASES).fetchSingle().value1(), "no release of the rules");
    }

    /// The newest release, in force or to come: what a table that is handed in is held against.
    int newest() {
        return Objects.requireNonNull(
                sql.select(max(RELEASES.ID)).from(RELEASES).fetchSingle().value1(), "no release of the rules");
    }

    /// Not kept.
    RuleBook read(int release) {
        return new Reading(sql, release).book();
    }
}
