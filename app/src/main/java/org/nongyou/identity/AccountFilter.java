package org.nongyou.identity;

import static nongyoudb.identity.Tables.ACCOUNTS;
import static org.jooq.impl.DSL.noCondition;

import java.time.Instant;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/// What an administrator looks for; a null says nothing.
/// @param q part of the name or the user name
public record AccountFilter(
        @Nullable Long office,
        @Nullable Role role,
        @Nullable State state,
        @Nullable String q) {

    public static final AccountFilter ALL = new AccountFilter(null, null, null, null);

    public enum State {
        ACTIVE,
        LOCKED,
        CLOSED
    }

    Condition condition(Instant now) {
        var where = noCondition();
        if (office != null) where = where.and(ACCOUNTS.OFFICE_ID.eq(office));
        if (role != null) where = where.and(ACCOUNTS.ROLES.contains(new String[] {role.code()}));
        if (q != null) {
            where = where.and(
                    ACCOUNTS.USERNAME.concat(" ").concat(ACCOUNTS.NAME).containsIgnoreCase(q));
        }
        if (state != null) {
            where = where.and(
                    switch (state) {
                        case ACTIVE -> ACCOUNTS.ACTIVE.isTrue();
                        case CLOSED -> ACCOUNTS.ACTIVE.isFalse();
                        case LOCKED -> ACCOUNTS.LOCKED_UNTIL.gt(now);
                    });
        }
        return where;
    }
}
