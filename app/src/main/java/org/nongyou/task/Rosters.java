package org.nongyou.task;

import static nongyoudb.task.Tables.ROSTER_MEMBERS;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.trueCondition;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import nongyoudb.task.tables.records.RosterMembersRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The rosters (名册) that documents ask for: leading groups, work teams, experts. Each place keeps its own; those above
/// are read too, so that a county knows whom to ask. Members end, they are never deleted.
@Service
public class Rosters {

    public static final int PAGE = 100;

    private static final int LONGEST = 40;
    private static final int LONGEST_REASON = 200;

    private final DSLContext sql;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Accounts accounts;
    private final Journal journal;
    private final Clock clock;

    Rosters(DSLContext sql, Schemes schemes, Divisions divisions, Accounts accounts, Journal journal, Clock clock) {
        this.sql = sql;
        this.schemes = schemes;
        this.divisions = divisions;
        this.accounts = accounts;
        this.journal = journal;
        this.clock = clock;
    }

    /// What a list is narrowed to; null says nothing.
    /// @param on members of this day
    public record Filter(
            @Nullable RegionCode region,
            @Nullable String schemeId,
            @Nullable String rosterId,
            LocalDate on) {}

    /// By place, the highest first, and by roster. The places above and one's own are read apart, each in the order of
    /// its index.
    public List<RosterMember> list(Scope scope, Filter filter, int offset, int limit) {
        return sql.selectFrom(ROSTER_MEMBERS)
                .where(above(scope, filter.region()).and(narrowed(filter)))
                .unionAll(sql.selectFrom(ROSTER_MEMBERS)
                        .where(within(scope, filter.region()).and(narrowed(filter))))
                .orderBy(
                        ROSTER_MEMBERS.REGION_CODE,
                        ROSTER_MEMBERS.SCHEME_ID,
                        ROSTER_MEMBERS.ROSTER_ID,
                        ROSTER_MEMBERS.ID)
                .offset(offset)
                .limit(limit)
                .fetch(Rosters::member);
    }

    private static Condition narrowed(Filter filter) {
        return on(filter.on())
                .and(filter.schemeId() == null ? noCondition() : ROSTER_MEMBERS.SCHEME_ID.eq(filter.schemeId()))
                .and(filter.rosterId() == null ? noCondition() : ROSTER_MEMBERS.ROSTER_ID.eq(filter.rosterId()));
    }

    /// How many there are of the filter.
    public int count(Scope scope, Filter filter) {
        return sql.fetchCount(ROSTER_MEMBERS, readable(scope, filter.region()).and(narrowed(filter)));
    }

    public Optional<RosterMember> find(Scope scope, long id) {
        return sql.selectFrom(ROSTER_MEMBERS)
                .where(ROSTER_MEMBERS.ID.eq(id))
                .and(readable(scope, null))
                .fetchOptional(Rosters::member);
    }

    /// The whole country is no condition at all, which an "or" would leave out.
    private static Condition readable(Scope scope, @Nullable RegionCode picked) {
        return above(scope, picked).or(trueCondition().and(within(scope, picked)));
    }

    /// One's own area, or what was picked of it; nothing where a place above was picked.
    private static Condition within(Scope scope, @Nullable RegionCode picked) {
        return picked != null && codesAbove(scope).contains(picked.value())
                ? falseCondition()
                : scope.narrowedTo(picked).on(ROSTER_MEMBERS.REGION_CODE);
    }

    /// The places above one's own; only the one that was picked.
    private static Condition above(Scope scope, @Nullable RegionCode picked) {
        var codes = codesAbove(scope).stream()
                .filter(code -> picked == null || code.equals(picked.value()))
                .toList();
        return codes.isEmpty() ? falseCondition() : ROSTER_MEMBERS.REGION_CODE.in(codes);
    }

    private static List<String> codesAbove(Scope scope) {
        var own = scope.region();
        if (own == null) return List.of();
        return own.path().stream()
                .filter(one -> !one.equals(own))
                .map(RegionCode::value)
                .toList();
    }

    private static Condition on(LocalDate day) {
        return ROSTER_MEMBERS
                .VALID_FROM
                .le(day)
                .and(ROSTER_MEMBERS.VALID_TO.isNull().or(ROSTER_MEMBERS.VALID_TO.ge(day)));
    }

    /// A roster that a document asks for, and the places that have none.
    public record Gap(Scheme.Roster roster, int places, List<Division> missing) {}

    /// Of a document, in an area, today. Places below the county are not told apart.
    public List<Gap> gaps(Scope scope, Scheme scheme) {
        var own = scope.region();
        if (own == null) return List.of();
        var there = new HashSet<String>();
        sql.selectDistinct(ROSTER_MEMBERS.ROSTER_ID, ROSTER_MEMBERS.REGION_CODE)
                .from(ROSTER_MEMBERS)
                .where(scope.on(ROSTER_MEMBERS.REGION_CODE))
                .and(ROSTER_MEMBERS.SCHEME_ID.eq(scheme.id()))
                .and(on(today()))
                .forEach(row -> there.add(row.value1() + ' ' + row.value2()));
        var area = new RegionCode(scheme.region());
        var gaps = new ArrayList<Gap>();
        for (var roster : scheme.rosters()) {
            var places = roster.levels().stream()
                    .filter(level -> level.ordinal() <= Level.COUNTY.ordinal())
                    .flatMap(level -> divisions.within(own, level).stream())
                    .filter(place -> area.contains(place.code()))
                    .toList();
            if (places.isEmpty()) continue;
            gaps.add(new Gap(
                    roster,
                    places.size(),
                    places.stream()
                            .filter(place -> !there.contains(roster.id() + ' ' + place.code()))
                            .toList()));
        }
        return gaps;
    }

    /// The rosters of all documents that the person's own place has to keep.
    public List<SchemeRoster> own(Actor actor) {
        var office = actor.office();
        if (office == null || !actor.may(Verb.DECIDE)) return List.of();
        var own = new ArrayList<SchemeRoster>();
        for (var version : schemes.list()) {
            if (!version.region().contains(office.region())) continue;
            for (var roster : schemes.at(version.ref()).rosters())
                if (roster.levels().contains(office.region().level()))
                    own.add(new SchemeRoster(version.ref(), version.title(), roster));
        }
        return own;
    }

    public record SchemeRoster(SchemeRef scheme, String schemeTitle, Scheme.Roster roster) {}

    // --- Acts

    @Transactional
    public Decision<RosterMember> add(Actor actor, NewMember order) {
        var office = actor.office();
        if (office == null || !actor.may(Verb.DECIDE)) return Decision.refused("roster.no-right");
        var scheme = schemes.find(order.scheme()).orElse(null);
        var roster = scheme == null
                ? null
                : scheme.rosters().stream()
                        .filter(one -> one.id().equals(order.roster()))
                        .findFirst()
                        .orElse(null);
        if (scheme == null || roster == null)
            return Decision.refused(Refusal.of("roster.unknown").at("roster"));
        var clause = "《" + scheme.title() + "》" + String.join("、", roster.clauses());
        var place = office.region();
        var faults = new ArrayList<Refusal>();
        if (!new RegionCode(scheme.region()).contains(place) || !roster.levels().contains(place.level()))
            faults.add(Refusal.of(
                            "roster.level",
                            roster.title(),
                            String.join(
                                    "、",
                                    roster.levels().stream().map(Level::title).toList()))
                    .at("roster"));
        var name = order.name().strip();
        if (name.isEmpty()) faults.add(Refusal.of("roster.name").at("name"));
        if (order.role().isBlank()) faults.add(Refusal.of("roster.role").at("role"));
        for (var text : List.of(name, order.role(), order.post(), order.officeName()))
            if (text.length() > LONGEST)
                faults.add(Refusal.of("roster.long", LONGEST).at("name"));
        var phone = order.phone().strip();
        if (!phone.isEmpty() && !phone.matches("1\\d{10}|0\\d{2,3}-?\\d{7,8}"))
            faults.add(Refusal.of("roster.phone", phone).at("phone"));
        var from = order.from();
        if (from == null) faults.add(Refusal.of("roster.from").at("from"));
        else if (from.isAfter(today()))
            faults.add(Refusal.of("roster.from-later", Ui.date(from)).at("from"));
        else if (from.isBefore(begin(scheme)))
            faults.add(Refusal.of("roster.from-earlier", Ui.date(begin(scheme))).at("from"));
        Long account = null;
        if (!order.username().isBlank()) {
            var person = accounts.actor(order.username().strip()).orElse(null);
            if (person == null || !place.contains(person.region()))
                faults.add(
                        Refusal.of("roster.account", order.username().strip()).at("username"));
            else account = person.accountId();
        }
        if (!faults.isEmpty() || from == null)
            return Decision.refused(Refusal.joined(
                    faults.stream().map(fault -> fault.citing(clause)).toList()));
        // Two clicks at once: the second finds what the first one wrote.
        sql.execute(
                "select pg_advisory_xact_lock(hashtextextended(?, 0))",
                "roster " + scheme.id() + " " + roster.id() + " " + place.value() + " " + name);
        var known = sql.selectFrom(ROSTER_MEMBERS)
                .where(ROSTER_MEMBERS.SCHEME_ID.eq(scheme.id()))
                .and(ROSTER_MEMBERS.ROSTER_ID.eq(roster.id()))
                .and(ROSTER_MEMBERS.REGION_CODE.eq(place.value()))
                .and(ROSTER_MEMBERS.NAME.eq(name))
                .and(ROSTER_MEMBERS.VALID_TO.isNull())
                .fetchOptional(Rosters::member);
        // The same form once more is no second member.
        if (known.isPresent()
                && known.get().role().equals(order.role().strip())
                && known.get().from().equals(from)) return Decision.done(known.get());
        if (known.isPresent())
            return Decision.refused(Refusal.of("roster.twice", name, known.get().role())
                    .at("name")
                    .citing(clause));
        var added = sql.insertInto(ROSTER_MEMBERS)
                .set(ROSTER_MEMBERS.SCHEME_ID, scheme.id())
                .set(ROSTER_MEMBERS.SCHEME_VERSION, scheme.version())
                .set(ROSTER_MEMBERS.ROSTER_ID, roster.id())
                .set(ROSTER_MEMBERS.ROSTER_TITLE, roster.title())
                .set(ROSTER_MEMBERS.REGION_CODE, place.value())
                .set(ROSTER_MEMBERS.ROLE, order.role().strip())
                .set(ROSTER_MEMBERS.NAME, name)
                .set(ROSTER_MEMBERS.POST, order.post().strip())
                .set(ROSTER_MEMBERS.OFFICE_NAME, order.officeName().strip())
                .set(ROSTER_MEMBERS.PHONE, phone)
                .set(ROSTER_MEMBERS.ACCOUNT_ID, account)
                .set(ROSTER_MEMBERS.VALID_FROM, from)
                .set(ROSTER_MEMBERS.ADDED_BY, actor.accountId())
                .set(ROSTER_MEMBERS.ADDED_AT, clock.instant())
                .set(ROSTER_MEMBERS.DEMO, actor.demo())
                .returning()
                .fetchSingle(Rosters::member);
        journal.write(actor, entry("roster.add", added, "把" + name + "列入“" + roster.title() + "”，" + added.role()));
        return Decision.done(added);
    }

    /// From when on there can be the document's roster: since it was issued or holds, whichever is earlier. Who did the
    /// same work before did it under another document.
    private static LocalDate begin(Scheme scheme) {
        var holds = scheme.period().from();
        var issued = scheme.issued();
        return issued != null && issued.isBefore(holds) ? issued : holds;
    }

    /// Takes somebody off, with the last day and the reason; the row stays.
    @Transactional
    public Decision<RosterMember> end(Actor actor, long id, @Nullable LocalDate last, String reason) {
        var one = sql.selectFrom(ROSTER_MEMBERS)
                .where(ROSTER_MEMBERS.ID.eq(id))
                .and(readable(actor.scope(), null))
                .forUpdate()
                .fetchOptional(Rosters::member)
                .orElseThrow(NotFound::new);
        var office = actor.office();
        if (office == null || !actor.may(Verb.DECIDE)) return Decision.refused("roster.no-right");
        if (!office.region().equals(one.region()))
            return Decision.refused("roster.not-yours", divisions.name(one.region()));
        if (one.to() != null)
            return one.to().equals(last) && one.endedBecause().equals(reason.strip())
                    ? Decision.done(one)
                    : Decision.refused("roster.ended", one.name(), Ui.date(one.to()));
        if (last == null) return Decision.refused(Refusal.of("roster.last").at("last" + id));
        if (last.isBefore(one.from()) || last.isAfter(today()))
            return Decision.refused(Refusal.of("roster.last-wrong", Ui.date(last), Ui.date(one.from()))
                    .at("last" + id));
        if (reason.isBlank() || reason.length() > LONGEST_REASON)
            return Decision.refused(Refusal.of("roster.reason", LONGEST_REASON).at("reason" + id));
        var ended = sql.update(ROSTER_MEMBERS)
                .set(ROSTER_MEMBERS.VALID_TO, last)
                .set(ROSTER_MEMBERS.ENDED_BECAUSE, reason.strip())
                .where(ROSTER_MEMBERS.ID.eq(id))
                .returning()
                .fetchSingle(Rosters::member);
        journal.write(
                actor,
                entry("roster.end", ended, "把" + one.name() + "从“" + one.rosterTitle() + "”调出，到 " + Ui.date(last))
                        .because(reason.strip()));
        return Decision.done(ended);
    }

    private static JournalEntry entry(String act, RosterMember one, String summary) {
        return JournalEntry.of(act, one.region(), "roster", one.id(), one.rosterTitle(), summary);
    }

    private static RosterMember member(RosterMembersRecord row) {
        return new RosterMember(
                row.getId(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getRosterId(),
                row.getRosterTitle(),
                new RegionCode(row.getRegionCode()),
                row.getRole(),
                row.getName(),
                row.getPost(),
                row.getOfficeName(),
                row.getPhone(),
                row.getAccountId() != null,
                row.getValidFrom(),
                row.getValidTo(),
                row.getEndedBecause(),
                row.getDemo());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
