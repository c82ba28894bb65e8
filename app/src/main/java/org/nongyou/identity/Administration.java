package org.nongyou.identity;

import static nongyoudb.identity.Tables.ACCOUNTS;
import static nongyoudb.identity.Tables.OFFICES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nongyoudb.identity.tables.records.AccountsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.AccountChanged.Change;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The administrator's acts on offices and accounts of his own area. What he may give is said in one place,
/// [#cannotGive]; the reasons stand in docs/decisions/0005-rights.md.
@Service
public class Administration {

    private static final String USERNAME = "[a-z][a-z0-9.-]{1,39}";
    private static final String PHONE = "[0-9][0-9 -]{5,18}[0-9]";

    private final DSLContext sql;
    private final Offices offices;
    private final Divisions divisions;
    private final Passwords passwords;
    private final OpenSessions sessions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Administration(
            DSLContext sql,
            Offices offices,
            Divisions divisions,
            Passwords passwords,
            OpenSessions sessions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.sql = sql;
        this.offices = offices;
        this.divisions = divisions;
        this.passwords = passwords;
        this.sessions = sessions;
        this.events = events;
        this.clock = clock;
    }

    /// Why an administrator cannot give these rights; empty when he can. Nobody gives what reaches beyond his own area,
    /// and nobody changes his own rights.
    /// @param area     where the account is to act
    /// @param receiver the account, or null for a new one
    static Optional<Refusal> cannotGive(
            Actor giver, Office office, RegionCode area, Set<Role> roles, @Nullable Long receiver) {
        if (!giver.may(Verb.ADMINISTER)) return Optional.of(Refusal.of("identity.not-administrator"));
        if (receiver != null && receiver == giver.accountId()) return Optional.of(Refusal.of("identity.own-account"));
        if (!giver.scope().covers(office.region())) {
            return Optional.of(
                    Refusal.of("identity.office-outside", giver.officeName()).at("office"));
        }
        if (!office.region().contains(area)) {
            return Optional.of(
                    Refusal.of("identity.account-outside-office", office.name()).at("region"));
        }
        if (roles.isEmpty()) return Optional.of(Refusal.of("identity.no-role").at("roles"));
        if (roles.contains(Role.PRODUCER)) {
            return Optional.of(Refusal.of("identity.role-of-producer").at("roles"));
        }
        return Optional.empty();
    }

    /// Why a person cannot give a producer's people an account; empty when he can. An administrator may, and whoever
    /// may do all that a producer may, for producers of his own area; a producer's own people may not.
    static Optional<Refusal> cannotGive(Actor giver, AccountHolder holder) {
        if (!mayGiveToProducers(giver)) return Optional.of(Refusal.of("identity.producer-account-right"));
        if (!giver.scope().covers(holder.region()))
            return Optional.of(Refusal.of("identity.office-outside", giver.officeName()));
        return holder.active() ? Optional.empty() : Optional.of(Refusal.of("identity.producer-closed", holder.name()));
    }

    /// The part of it that does not ask which producer; for pages.
    public static boolean mayGiveToProducers(Actor giver) {
        return giver.office() != null
                && !giver.isProducer()
                && (giver.may(Verb.ADMINISTER)
                        || Role.PRODUCER.verbs().stream().allMatch(verb -> giver.may(verb) || verb.isProducersOwn()));
    }

    // Offices

    /// @param department a department's code, or null for all
    public List<Office> offices(Scope scope, @Nullable String department, @Nullable String q, int offset, int limit) {
        return sql.selectFrom(OFFICES)
                .where(officesWhere(scope, department, q))
                .orderBy(OFFICES.REGION_CODE, OFFICES.ID)
                .offset(offset)
                .limit(limit)
                .fetch(Offices::office);
    }

    public int countOffices(Scope scope, @Nullable String department, @Nullable String q) {
        return sql.fetchCount(OFFICES, officesWhere(scope, department, q));
    }

    private static Condition officesWhere(Scope scope, @Nullable String department, @Nullable String q) {
        return scope.on(OFFICES.REGION_CODE)
                .and(department == null ? noCondition() : OFFICES.DEPARTMENT.eq(department))
                .and(q == null ? noCondition() : OFFICES.NAME.containsIgnoreCase(q));
    }

    /// The office, where it lies within the scope.
    public Optional<Office> office(Scope scope, long id) {
        return offices.find(id).filter(office -> scope.covers(office.region()));
    }

    /// Open accounts by office.
    public Map<Long, Integer> accountsOf(Collection<Long> officeIds) {
        return sql.select(ACCOUNTS.OFFICE_ID, count())
                .from(ACCOUNTS)
                .where(ACCOUNTS.OFFICE_ID.in(officeIds))
                .and(ACCOUNTS.ACTIVE)
                .groupBy(ACCOUNTS.OFFICE_ID)
                .fetchMap(ACCOUNTS.OFFICE_ID, count());
    }

    /// How many offices each division directly below an area holds, itself and all within.
    public Map<RegionCode, Integer> officesBelow(RegionCode area) {
        return below(area, OFFICES.REGION_CODE);
    }

    /// How many accounts each division directly below an area holds.
    public Map<RegionCode, Integer> accountsBelow(RegionCode area) {
        return below(area, ACCOUNTS.REGION_CODE);
    }

    private Map<RegionCode, Integer> below(RegionCode area, Field<String> code) {
        int digits = switch (area.level()) {
            case NATIONAL -> 2;
            case PROVINCE -> 4;
            case CITY -> 6;
            case COUNTY -> 9;
            case TOWNSHIP, VILLAGE -> 0;
        };
        if (digits == 0) return Map.of();
        var group = left(code, inline(digits));
        var found = new HashMap<RegionCode, Integer>();
        sql.select(group, count())
                .from(code.equals(OFFICES.REGION_CODE) ? OFFICES : ACCOUNTS)
                .where(Scope.within(area).on(code))
                .and(code.equals(OFFICES.REGION_CODE) ? noCondition() : withinOffices(Scope.within(area)))
                .groupBy(group)
                .forEach(row -> {
                    var text = digits < 6 ? (row.value1() + "0000").substring(0, 6) : row.value1();
                    RegionCode.parse(text)
                            .filter(one -> !one.equals(area))
                            .ifPresent(one -> found.put(one, row.value2()));
                });
        return found;
    }

    @Transactional
    public Decision<Office> openOffice(
            Actor by, @Nullable RegionCode region, String department, String name, String phone) {
        var faults = new ArrayList<Refusal>();
        if (!by.may(Verb.ADMINISTER)) return Decision.refused("identity.not-administrator");
        if (region == null || divisions.find(region).isEmpty()) {
            faults.add(Refusal.of("identity.region-unknown").at("region"));
        } else if (!by.scope().covers(region)) {
            faults.add(Refusal.of("identity.office-outside", divisions.name(by.region()))
                    .at("region"));
        }
        if (Department.ofCode(department).isEmpty()) {
            faults.add(Refusal.of("identity.department-unknown").at("department"));
        }
        faults.addAll(officeFaults(name, phone));
        if (region != null && faults.isEmpty()) {
            offices.of(region, department)
                    .ifPresent(taken ->
                            faults.add(Refusal.of("identity.department-taken", divisions.name(region), taken.name())
                                    .at("department")));
        }
        if (region == null || !faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var office = offices.establish(region, department, name.strip(), blankToNull(phone), by.demo());
        events.publishEvent(new OfficeChanged(by, OfficeChanged.Change.OPENED, null, office));
        return Decision.done(office);
    }

    @Transactional
    public Decision<Office> changeOffice(Actor by, Office before, String name, String phone, boolean active) {
        if (!by.may(Verb.ADMINISTER)) return Decision.refused("identity.not-administrator");
        if (!by.scope().covers(before.region())) {
            return Decision.refused("identity.office-outside", divisions.name(by.region()));
        }
        var faults = officeFaults(name, phone);
        if (!active && before.equals(by.office()))
            faults.add(Refusal.of("identity.own-office").at("active"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        sql.update(OFFICES)
                .set(OFFICES.NAME, name.strip())
                .set(OFFICES.PHONE, blankToNull(phone))
                .set(OFFICES.ACTIVE, active)
                .where(OFFICES.ID.eq(before.id()))
                .execute();
        var after = sql.selectFrom(OFFICES).where(OFFICES.ID.eq(before.id())).fetchSingle(Offices::office);
        if (!after.equals(before)) {
            var change = before.active() == after.active()
                    ? OfficeChanged.Change.CHANGED
                    : after.active() ? OfficeChanged.Change.REOPENED : OfficeChanged.Change.CLOSED;
            events.publishEvent(new OfficeChanged(by, change, before, after));
        }
        offices.forgetAfterCommit(before.id());
        return Decision.done(after);
    }

    private static List<Refusal> officeFaults(String name, String phone) {
        var faults = new ArrayList<Refusal>();
        if (name.isBlank())
            faults.add(Refusal.of("identity.office-name-missing").at("name"));
        if (name.strip().length() > 40)
            faults.add(Refusal.of("identity.name-long").at("name"));
        if (!phoneFits(phone)) faults.add(Refusal.of("identity.phone").at("phone"));
        return faults;
    }

    // Accounts

    public List<Account> accounts(Scope scope, AccountFilter filter, int offset, int limit) {
        return sql.selectFrom(ACCOUNTS)
                .where(scope.on(ACCOUNTS.REGION_CODE))
                .and(withinOffices(scope))
                .and(filter.condition(clock.instant()))
                .orderBy(ACCOUNTS.REGION_CODE, ACCOUNTS.ID)
                .offset(offset)
                .limit(limit)
                .fetch(this::account);
    }

    public int countAccounts(Scope scope, AccountFilter filter) {
        return sql.fetchCount(
                ACCOUNTS,
                scope.on(ACCOUNTS.REGION_CODE).and(withinOffices(scope)).and(filter.condition(clock.instant())));
    }

    /// The accounts of a producer's people, open and closed.
    public List<Account> accountsOf(Scope scope, AccountHolder holder) {
        return sql.selectFrom(ACCOUNTS)
                .where(ACCOUNTS.PRODUCER_ID.eq(holder.id()))
                .and(scope.on(ACCOUNTS.REGION_CODE, ACCOUNTS.PRODUCER_ID))
                .orderBy(ACCOUNTS.ID)
                .limit(100)
                .fetch(this::account);
    }

    public Optional<Account> account(Scope scope, long id) {
        return sql.selectFrom(ACCOUNTS)
                .where(ACCOUNTS.ID.eq(id))
                .and(scope.on(ACCOUNTS.REGION_CODE))
                .and(withinOffices(scope))
                .fetchOptional(this::account);
    }

    /// Someone of a higher office who looks after one county is not the county's to manage.
    private Condition withinOffices(Scope scope) {
        var area = scope.region();
        if (area == null || area.level() == Level.NATIONAL) return noCondition();
        return ACCOUNTS.OFFICE_ID
                .isNull()
                .or(ACCOUNTS.OFFICE_ID.notIn(
                        sql.select(OFFICES.ID).from(OFFICES).where(OFFICES.REGION_CODE.in(above(area)))));
    }

    private static List<String> above(RegionCode area) {
        var above = new ArrayList<String>();
        above.add(RegionCode.COUNTRY.value());
        for (var one : area.path()) if (!one.equals(area)) above.add(one.value());
        return above;
    }

    @Transactional
    public Decision<NewPassword> openAccount(
            Actor by,
            Office office,
            @Nullable RegionCode area,
            String typedName,
            String name,
            String phone,
            Set<Role> roles) {
        var username = SignIn.normal(typedName);
        var region = area == null ? office.region() : area;
        var faults = accountFaults(name, phone);
        if (!username.matches(USERNAME))
            faults.addFirst(Refusal.of("identity.username-form").at("username"));
        cannotGive(by, office, region, roles, null).ifPresent(faults::add);
        if (!office.active())
            faults.add(Refusal.of("identity.office-closed", office.name()).at("office"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        return insert(by, office, null, region, username, name, phone, roles);
    }

    /// Gives one of a producer's people an account that sees and does what is this producer's, nothing else.
    @Transactional
    public Decision<NewPassword> openAccount(
            Actor by, AccountHolder holder, String typedName, String name, String phone) {
        var username = SignIn.normal(typedName);
        var faults = accountFaults(name, phone);
        if (!username.matches(USERNAME))
            faults.addFirst(Refusal.of("identity.username-form").at("username"));
        cannotGive(by, holder).ifPresent(faults::add);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        return insert(by, null, holder.id(), holder.region(), username, name, phone, Set.of(Role.PRODUCER));
    }

    private Decision<NewPassword> insert(
            Actor by,
            @Nullable Office office,
            @Nullable Long producerId,
            RegionCode region,
            String username,
            String name,
            String phone,
            Set<Role> roles) {
        var password = passwords.oneTime();
        var row = sql.insertInto(ACCOUNTS)
                .set(ACCOUNTS.USERNAME, username)
                .set(ACCOUNTS.PASSWORD_HASH, passwords.hash(password))
                .set(ACCOUNTS.MUST_CHANGE_PASSWORD, true)
                .set(ACCOUNTS.NAME, name.strip())
                .set(ACCOUNTS.PHONE, blankToNull(phone))
                .set(ACCOUNTS.OFFICE_ID, office == null ? null : office.id())
                .set(ACCOUNTS.PRODUCER_ID, producerId)
                .set(ACCOUNTS.REGION_CODE, region.value())
                .set(ACCOUNTS.ROLES, Accounts.codes(roles))
                .set(ACCOUNTS.DEMO, by.demo())
                .set(ACCOUNTS.CREATED_BY, by.accountId())
                .onConflict(ACCOUNTS.USERNAME)
                .doNothing()
                .returning()
                .fetchOne();
        if (row == null) {
            return Decision.refused(
                    Refusal.of("identity.username-taken", username).at("username"));
        }
        // Columns filled by defaults are only in the table.
        var account = reread(row.getId());
        events.publishEvent(new AccountChanged(by, Change.OPENED, null, account));
        return Decision.done(new NewPassword(account, password));
    }

    /// Changes what an account is and may; the rights bite with the person's next click.
    @Transactional
    public Decision<Account> changeAccount(
            Actor by,
            Account before,
            @Nullable RegionCode area,
            String name,
            String phone,
            Set<Role> roles,
            boolean active) {
        var region = area == null ? before.region() : area;
        var faults = accountFaults(name, phone);
        var rightsChange =
                !region.equals(before.region()) || !roles.equals(before.roles()) || active != before.active();
        mayNotTouch(by, before, region, roles, rightsChange).ifPresent(faults::add);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        sql.update(ACCOUNTS)
                .set(ACCOUNTS.NAME, name.strip())
                .set(ACCOUNTS.PHONE, blankToNull(phone))
                .set(ACCOUNTS.REGION_CODE, region.value())
                .set(ACCOUNTS.ROLES, Accounts.codes(roles))
                .set(ACCOUNTS.ACTIVE, active)
                .set(ACCOUNTS.RIGHTS_REVISION, ACCOUNTS.RIGHTS_REVISION.plus(rightsChange ? 1 : 0))
                .where(ACCOUNTS.ID.eq(before.id()))
                .execute();
        var after = reread(before.id());
        if (before.active() && !active) sessions.end(before.id(), null);
        if (!after.equals(before)) {
            var change = before.active() == active ? Change.CHANGED : active ? Change.REOPENED : Change.CLOSED;
            events.publishEvent(new AccountChanged(by, change, before, after));
        }
        return Decision.done(after);
    }

    private static Optional<Refusal> mayNotTouch(
            Actor by, Account before, RegionCode region, Set<Role> roles, boolean rightsChange) {
        var office = before.office();
        if (office != null) {
            return cannotGive(by, office, region, roles, rightsChange ? before.id() : null);
        }
        if (!by.may(Verb.ADMINISTER)) return Optional.of(Refusal.of("identity.not-administrator"));
        if (!by.scope().covers(before.region()) || !region.equals(before.region())) {
            return Optional.of(Refusal.of("identity.office-outside", by.officeName()));
        }
        return roles.equals(before.roles())
                ? Optional.empty()
                : Optional.of(Refusal.of("identity.role-of-producer").at("roles"));
    }

    /// Gives a one-time password; all sessions of the account end and a lock is lifted.
    @Transactional
    public Decision<NewPassword> resetPassword(Actor by, Account account) {
        var refusal = mayNotTouch(by, account, account.region(), account.roles(), true);
        if (refusal.isPresent()) return Decision.refused(refusal.get());
        var password = passwords.oneTime();
        sql.update(ACCOUNTS)
                .set(ACCOUNTS.PASSWORD_HASH, passwords.hash(password))
                .set(ACCOUNTS.MUST_CHANGE_PASSWORD, true)
                .set(ACCOUNTS.FAILED_SIGN_INS, 0)
                .setNull(ACCOUNTS.LOCKED_UNTIL)
                .where(ACCOUNTS.ID.eq(account.id()))
                .execute();
        sessions.end(account.id(), null);
        var after = reread(account.id());
        events.publishEvent(new AccountChanged(by, Change.PASSWORD_RESET, account, after));
        return Decision.done(new NewPassword(after, password));
    }

    @Transactional
    public Decision<Account> unlock(Actor by, Account account) {
        var refusal = mayNotTouch(by, account, account.region(), account.roles(), true);
        if (refusal.isPresent()) return Decision.refused(refusal.get());
        sql.update(ACCOUNTS)
                .set(ACCOUNTS.FAILED_SIGN_INS, 0)
                .setNull(ACCOUNTS.LOCKED_UNTIL)
                .where(ACCOUNTS.ID.eq(account.id()))
                .execute();
        var after = reread(account.id());
        if (account.lockedUntil() != null) events.publishEvent(new AccountChanged(by, Change.UNLOCKED, account, after));
        return Decision.done(after);
    }

    private Account reread(long id) {
        return sql.selectFrom(ACCOUNTS).where(ACCOUNTS.ID.eq(id)).fetchSingle(this::account);
    }

    private Account account(AccountsRecord row) {
        var officeId = row.getOfficeId();
        return new Account(
                row.getId(),
                row.getUsername(),
                row.getName(),
                row.getPhone(),
                officeId == null ? null : offices.find(officeId).orElseThrow(),
                row.getProducerId(),
                new RegionCode(row.getRegionCode()),
                Accounts.roles(row.getRoles()),
                row.getActive(),
                row.getLockedUntil(),
                row.getDemo());
    }

    private static List<Refusal> accountFaults(String name, String phone) {
        var faults = new ArrayList<Refusal>();
        if (name.isBlank()) faults.add(Refusal.of("identity.name-missing").at("name"));
        if (name.strip().length() > 40)
            faults.add(Refusal.of("identity.name-long").at("name"));
        if (!phoneFits(phone)) faults.add(Refusal.of("identity.phone").at("phone"));
        return faults;
    }

    private static boolean phoneFits(String phone) {
        return phone.isBlank() || phone.strip().matches(PHONE);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
