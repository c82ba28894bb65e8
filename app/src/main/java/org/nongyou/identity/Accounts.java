package org.nongyou.identity;

import static nongyoudb.identity.Tables.ACCOUNTS;
import static nongyoudb.identity.Tables.SIGN_INS;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectFrom;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nongyoudb.identity.tables.records.AccountsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.statement.Prepared;
import org.springframework.stereotype.Service;

/// The accounts (账号). Rights are read anew for each request, so that a change bites at once on open sessions.
@Service
public class Accounts {

    private static final Prepared OF_SESSION = Prepared.of(
            selectFrom(ACCOUNTS).where(ACCOUNTS.ID.eq(param("id", ACCOUNTS.ID))).and(ACCOUNTS.ACTIVE));

    private final DSLContext sql;
    private final Offices offices;
    private final Passwords passwords;
    private final OpenSessions sessions;

    Accounts(DSLContext sql, Offices offices, Passwords passwords, OpenSessions sessions) {
        this.sessions = sessions;
        this.sql = sql;
        this.offices = offices;
        this.passwords = passwords;
    }

    /// The person as his rights are now; empty when the account or its office is closed.
    public Optional<Actor> actor(long accountId) {
        return Optional.ofNullable(sql.selectFrom(ACCOUNTS)
                        .where(ACCOUNTS.ID.eq(accountId))
                        .and(ACCOUNTS.ACTIVE)
                        .fetchOne())
                .flatMap(this::actor);
    }

    /// The person of an open session, read once a request.
    public Optional<SessionAccount> ofSession(long accountId) {
        return OF_SESSION.fetch(sql, ACCOUNTS, accountId).stream()
                .findFirst()
                .flatMap(row -> actor(row).map(actor -> new SessionAccount(actor, row.getMustChangePassword())));
    }

    /// By user name; for the demo data, tests and invitations.
    public Optional<Actor> actor(String username) {
        return Optional.ofNullable(sql.selectFrom(ACCOUNTS)
                        .where(ACCOUNTS.USERNAME.eq(username))
                        .and(ACCOUNTS.ACTIVE)
                        .fetchOne())
                .flatMap(this::actor);
    }

    /// Adds an account of an office as a set-up step (first administrator, demo data, tests); where the user name is
    /// taken, leaves that account as it is and returns it.
    /// @param region       the office's, or a township or village within it
    /// @param passwordHash from [Passwords#hash]; many demo accounts may share one
    public Actor establish(
            Office office,
            RegionCode region,
            String username,
            String name,
            Set<Role> roles,
            String passwordHash,
            boolean demo) {
        return establish(office, null, region, username, name, roles, passwordHash, demo);
    }

    /// The same for a producer's person, who has no office.
    public Actor establish(
            long producerId, RegionCode region, String username, String name, String passwordHash, boolean demo) {
        return establish(null, producerId, region, username, name, Set.of(Role.PRODUCER), passwordHash, demo);
    }

    private Actor establish(
            @Nullable Office office,
            @Nullable Long producerId,
            RegionCode region,
            String username,
            String name,
            Set<Role> roles,
            String passwordHash,
            boolean demo) {
        sql.insertInto(ACCOUNTS)
                .set(ACCOUNTS.USERNAME, username)
                .set(ACCOUNTS.PASSWORD_HASH, passwordHash)
                .set(ACCOUNTS.NAME, name)
                .set(ACCOUNTS.OFFICE_ID, office == null ? null : office.id())
                .set(ACCOUNTS.PRODUCER_ID, producerId)
                .set(ACCOUNTS.REGION_CODE, region.value())
                .set(ACCOUNTS.ROLES, codes(roles))
                .set(ACCOUNTS.DEMO, demo)
                .onConflict(ACCOUNTS.USERNAME)
                .doNothing()
                .execute();
        return actor(username).orElseThrow(() -> new IllegalStateException("account is closed: " + username));
    }

    /// A producer has moved: its people's accounts are managed where it lies now. Their next request sees it.
    public void moved(long producerId, RegionCode region) {
        sql.update(ACCOUNTS)
                .set(ACCOUNTS.REGION_CODE, region.value())
                .where(ACCOUNTS.PRODUCER_ID.eq(producerId))
                .execute();
    }

    /// The accounts of people who bear a name, open or closed, or the one with the user name; for filters. At most 200.
    public List<Long> named(String nameOrUsername) {
        return sql.select(ACCOUNTS.ID)
                .from(ACCOUNTS)
                .where(ACCOUNTS.USERNAME.concat(" ").concat(ACCOUNTS.NAME).containsIgnoreCase(nameOrUsername))
                .and(ACCOUNTS.NAME.eq(nameOrUsername).or(ACCOUNTS.USERNAME.eq(nameOrUsername)))
                .limit(200)
                .fetch(ACCOUNTS.ID);
    }

    /// The names of those who manage an office's accounts, for "ask …"; at most three.
    public List<String> administrators(long officeId) {
        return sql.select(ACCOUNTS.NAME)
                .from(ACCOUNTS)
                .where(ACCOUNTS.OFFICE_ID.eq(officeId))
                .and(ACCOUNTS.ACTIVE)
                .and(ACCOUNTS.ROLES.contains(new String[] {Role.ADMINISTRATOR.code()}))
                .orderBy(ACCOUNTS.ID)
                .limit(3)
                .fetch(ACCOUNTS.NAME);
    }

    /// The person's own change of password. The other sessions of the account end.
    /// @param sessionId the session that goes on
    public Decision<Actor> changePassword(Actor actor, String current, String wanted, String again, String sessionId) {
        var hash = sql.select(ACCOUNTS.PASSWORD_HASH)
                .from(ACCOUNTS)
                .where(ACCOUNTS.ID.eq(actor.accountId()))
                .fetchSingle()
                .value1();
        if (!passwords.matches(current, hash)) {
            return Decision.refused(Refusal.of("identity.password-wrong").at("current"));
        }
        if (wanted.equals(current))
            return Decision.refused(Refusal.of("identity.password-same").at("wanted"));
        var objection = passwords.objection(actor.username(), wanted);
        if (objection.isPresent()) return Decision.refused(objection.get().at("wanted"));
        if (!wanted.equals(again)) {
            return Decision.refused(Refusal.of("identity.password-differs").at("again"));
        }
        sql.update(ACCOUNTS)
                .set(ACCOUNTS.PASSWORD_HASH, passwords.hash(wanted))
                .set(ACCOUNTS.MUST_CHANGE_PASSWORD, false)
                .where(ACCOUNTS.ID.eq(actor.accountId()))
                .execute();
        sessions.end(actor.accountId(), sessionId);
        return Decision.done(actor);
    }

    /// The latest tries to sign in to an account, newest first.
    public List<SignInRecord> lastSignIns(long accountId, int limit) {
        return sql.select(SIGN_INS.AT, SIGN_INS.OUTCOME)
                .from(SIGN_INS)
                .where(SIGN_INS.ACCOUNT_ID.eq(accountId))
                .orderBy(SIGN_INS.ID.desc())
                .limit(limit)
                .fetch(row -> new SignInRecord(row.value1(), row.value2()));
    }

    /// The experts who can be asked from an area: its own, and those of the areas above it.
    public List<Actor> experts(Scope scope) {
        var region = scope.region();
        if (region == null) return List.of();
        var above = region.path().stream().map(RegionCode::value).toList();
        return sql
                .selectFrom(ACCOUNTS)
                .where(ACCOUNTS.ACTIVE)
                .and(ACCOUNTS.ROLES.contains(new String[] {Role.EXPERT.code()}))
                .and(scope.on(ACCOUNTS.REGION_CODE).or(ACCOUNTS.REGION_CODE.in(above)))
                .orderBy(ACCOUNTS.REGION_CODE, ACCOUNTS.NAME, ACCOUNTS.ID)
                .limit(200)
                .fetch(ACCOUNTS.ID)
                .stream()
                .map(id -> actor((long) id))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Actor> actor(AccountsRecord row) {
        var officeId = row.getOfficeId();
        var office = officeId == null ? null : offices.find(officeId).orElseThrow();
        if (office != null && !office.active()) return Optional.empty();
        return Optional.of(new Actor(
                row.getId(),
                row.getUsername(),
                row.getName(),
                office,
                new RegionCode(row.getRegionCode()),
                row.getProducerId(),
                roles(row.getRoles()),
                row.getDemo()));
    }

    static Set<Role> roles(String[] codes) {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream(codes).map(Role::ofCode).flatMap(Optional::stream).forEach(roles::add);
        return roles;
    }

    static String[] codes(Set<Role> roles) {
        return roles.stream().sorted().map(Role::code).toArray(String[]::new);
    }
}
