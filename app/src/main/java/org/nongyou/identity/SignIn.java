package org.nongyou.identity;

import static nongyoudb.identity.Tables.ACCOUNTS;
import static nongyoudb.identity.Tables.SIGN_INS;
import static org.jooq.impl.DSL.when;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Decision;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;

/// Signing in. After five wrong passwords in a row an account waits a quarter of an hour; the count stands in the
/// database, so that a restart forgives nothing. A user name that does not exist is treated alike, so that nobody
/// learns which names exist.
@Service
public class SignIn {

    static final int FAILURES = 5;
    static final Duration WAIT = Duration.ofMinutes(15);
    private static final int NAMES_REMEMBERED = 10_000;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private record Failures(int count, @Nullable Instant lockedUntil) {}

    private final DSLContext sql;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Clock clock;
    /// Only in memory: people type passwords into the field of the user name, and those must not reach the database.
    private final Map<String, Failures> unknownNames = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > NAMES_REMEMBERED;
        }
    };

    SignIn(DSLContext sql, Accounts accounts, Passwords passwords, Clock clock) {
        this.clock = clock;
        this.sql = sql;
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /// User names are compared without case and surrounding blanks.
    static String normal(String username) {
        return Normalizer.normalize(username.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    public Decision<Actor> signIn(String typedName, String password) {
        var username = normal(typedName);
        var now = clock.instant();
        var account =
                sql.selectFrom(ACCOUNTS).where(ACCOUNTS.USERNAME.eq(username)).fetchOne();
        var unknown = account == null ? unknownName(username) : null;
        var lockedUntil = account != null ? account.getLockedUntil() : unknown != null ? unknown.lockedUntil() : null;
        var id = account == null ? null : account.getId();
        if (lockedUntil != null && now.isBefore(lockedUntil)) {
            record(id, username, "locked");
            return locked(lockedUntil);
        }
        var right = passwords.matches(password, account == null ? null : account.getPasswordHash());
        if (id == null) {
            record(null, "", "unknown");
            return refused(failedUnknown(username, now));
        }
        if (!right) {
            record(id, username, "wrong_password");
            return refused(failed(id, now));
        }
        // Of many guesses sent at the same moment none gets through once the account is locked.
        var open = sql.update(ACCOUNTS)
                .set(ACCOUNTS.FAILED_SIGN_INS, 0)
                .setNull(ACCOUNTS.LOCKED_UNTIL)
                .where(ACCOUNTS.ID.eq(id))
                .and(ACCOUNTS.LOCKED_UNTIL.isNull().or(ACCOUNTS.LOCKED_UNTIL.le(now)))
                .execute();
        if (open == 0) {
            record(id, username, "locked");
            return locked(now.plus(WAIT));
        }
        var actor = accounts.actor(id);
        record(id, username, actor.isPresent() ? "signed_in" : "closed");
        return actor.map(Decision::done).orElseGet(() -> refused(null));
    }

    private @Nullable Instant failed(long id, Instant now) {
        var waited = ACCOUNTS.LOCKED_UNTIL.isNotNull().and(ACCOUNTS.LOCKED_UNTIL.le(now));
        var count = when(waited, 1).otherwise(ACCOUNTS.FAILED_SIGN_INS.plus(1));
        return sql.update(ACCOUNTS)
                .set(ACCOUNTS.FAILED_SIGN_INS, count)
                .set(
                        ACCOUNTS.LOCKED_UNTIL,
                        when(count.ge(FAILURES), now.plus(WAIT)).otherwise((Instant) null))
                .where(ACCOUNTS.ID.eq(id))
                .returningResult(ACCOUNTS.LOCKED_UNTIL)
                .fetchSingle()
                .value1();
    }

    private @Nullable Failures unknownName(String username) {
        synchronized (unknownNames) {
            return unknownNames.get(username);
        }
    }

    private @Nullable Instant failedUnknown(String username, Instant now) {
        synchronized (unknownNames) {
            var before = unknownNames.get(username);
            var waited = before != null && before.lockedUntil() != null;
            var count = before == null || waited ? 1 : before.count() + 1;
            var until = count >= FAILURES ? now.plus(WAIT) : null;
            unknownNames.put(username, new Failures(count, until));
            return until;
        }
    }

    private void record(@Nullable Long accountId, String username, String outcome) {
        sql.insertInto(SIGN_INS)
                .set(SIGN_INS.ACCOUNT_ID, accountId)
                .set(SIGN_INS.USERNAME, username)
                .set(SIGN_INS.OUTCOME, outcome)
                .execute();
    }

    private static Decision<Actor> refused(@Nullable Instant lockedUntil) {
        return lockedUntil == null
                ? Decision.refused("identity.wrong-name-or-password", FAILURES, WAIT.toMinutes())
                : locked(lockedUntil);
    }

    private static Decision<Actor> locked(Instant until) {
        // Rounded up to the minute that the sentence names.
        var time = LocalTime.ofInstant(until.plusSeconds(59), Ui.ZONE);
        return Decision.refused("identity.locked", FAILURES, CLOCK.format(time));
    }
}
