package org.nongyou.identity;

import static nongyoudb.identity.Tables.SPRING_SESSION;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The sessions that are open, by the account whose id each holds.
@Component
class OpenSessions {

    private final DSLContext sql;

    OpenSessions(DSLContext sql) {
        this.sql = sql;
    }

    /// Ends the sessions of an account, all or all but one.
    void end(long accountId, @Nullable String butSessionId) {
        var where = SPRING_SESSION.PRINCIPAL_NAME.eq(String.valueOf(accountId));
        if (butSessionId != null) where = where.and(SPRING_SESSION.SESSION_ID.ne(butSessionId));
        sql.deleteFrom(SPRING_SESSION).where(where).execute();
    }
}
