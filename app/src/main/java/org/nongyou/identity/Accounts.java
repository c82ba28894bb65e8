package org.nongyou.identity;

import static nongyoudb.identity.Tables.ACCOUNTS;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import nongyoudb.identity.tables.records.AccountsRecord;
import org.jooq.DSLContext;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Service;

/// The accounts (账号). Rights are read anew for each request, so that a change bites at once on open sessions.
@Service
public class Accounts {

    private final DSLContext sql;
    private final Offices offices;

    Accounts(DSLContext sql, Offices offices) {
        this.sql = sql;
        this.offices = offices;
    }

    /// The person as his rights are now; empty when the account is closed.
    public Optional<Actor> actor(long accountId) {
        return Optional.ofNullable(sql.selectFrom(ACCOUNTS)
                        .where(ACCOUNTS.ID.eq(accountId))
                        .and(ACCOUNTS.ACTIVE)
                        .fetchOne())
                .map(this::actor);
    }

    /// By user name; for the demo data, tests and invitations.
    public Optional<Actor> actor(String username) {
        return Optional.ofNullable(sql.selectFrom(ACCOUNTS)
                        .where(ACCOUNTS.USERNAME.eq(username))
                        .and(ACCOUNTS.ACTIVE)
                        .fetchOne())
                .map(this::actor);
    }

    private Actor actor(AccountsRecord row) {
        var officeId = row.getOfficeId();
        return new Actor(
                row.getId(),
                row.getUsername(),
                row.getName(),
                officeId == null ? null : offices.find(officeId).orElseThrow(),
                new RegionCode(row.getRegionCode()),
                row.getProducerId(),
                roles(row.getRoles()),
                row.getDemo());
    }

    static Set<Role> roles(String[] codes) {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream(codes).map(Role::ofCode).flatMap(Optional::stream).forEach(roles::add);
        return roles;
    }
}
