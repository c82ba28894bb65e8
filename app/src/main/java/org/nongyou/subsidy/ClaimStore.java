package org.nongyou.subsidy;

import static nongyoudb.subsidy.Tables.CLAIMS;
import static nongyoudb.subsidy.Tables.DOCUMENTS;
import static nongyoudb.subsidy.Tables.LINES;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.sum;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import nongyoudb.subsidy.tables.records.ClaimsRecord;
import nongyoudb.subsidy.tables.records.DocumentsRecord;
import nongyoudb.subsidy.tables.records.LinesRecord;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record1;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Entitlement;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Subsidy;
import org.nongyou.scheme.SubsidyClaim;
import org.nongyou.subsidy.ClaimLine.Judged;
import org.nongyou.subsidy.ClaimLine.KnownFact;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The rows of claims.
@Component
class ClaimStore {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final DSLContext sql;

    ClaimStore(DSLContext sql) {
        this.sql = sql;
    }

    Optional<Claim> find(Scope scope, long id) {
        return sql.selectFrom(CLAIMS)
                .where(CLAIMS.ID.eq(id))
                .and(scope.on(CLAIMS.REGION_CODE, CLAIMS.PRODUCER_ID))
                .fetchOptional(ClaimStore::claim);
    }

    /// The same, and nobody else changes it until the end of the transaction.
    Optional<Claim> lock(Scope scope, long id) {
        return sql.selectFrom(CLAIMS)
                .where(CLAIMS.ID.eq(id))
                .and(scope.on(CLAIMS.REGION_CODE, CLAIMS.PRODUCER_ID))
                .forUpdate()
                .fetchOptional(ClaimStore::claim);
    }

    /// A draft that the same person began for the same rule and producer and in which nothing was entered, if there is
    /// one. Whoever asks for the same at the same moment waits until the end of the transaction.
    Optional<Claim> untouched(Actor actor, Scheme scheme, Subsidy rule, long producer, Instant since) {
        sql.fetch(
                "select pg_advisory_xact_lock(hashtextextended({0}, 0))",
                DSL.val("subsidy open " + producer + " " + scheme.id() + " " + rule.id()));
        return sql.selectFrom(CLAIMS)
                .where(CLAIMS.PRODUCER_ID.eq(producer))
                .and(CLAIMS.SCHEME_ID.eq(scheme.id()))
                .and(CLAIMS.SCHEME_VERSION.eq(scheme.version()))
                .and(CLAIMS.CREATED_BY.eq(actor.accountId()))
                .and(CLAIMS.STATE.eq(ClaimState.DRAFT.code()))
                .and(CLAIMS.REVISION.eq(1))
                .and(CLAIMS.CREATED_AT.ge(since))
                .and(DSL.exists(DSL.selectOne()
                        .from(LINES)
                        .where(LINES.CLAIM_ID.eq(CLAIMS.ID))
                        .and(LINES.RULE.eq(rule.id()))))
                .and(DSL.notExists(DSL.selectOne().from(DOCUMENTS).where(DOCUMENTS.CLAIM_ID.eq(CLAIMS.ID))))
                .orderBy(CLAIMS.ID.desc())
                .limit(1)
                .fetchOptional(ClaimStore::claim);
    }

    List<ClaimLine> lines(long claim) {
        return sql.selectFrom(LINES)
                .where(LINES.CLAIM_ID.eq(claim))
                .orderBy(LINES.LINE)
                .fetch(ClaimStore::line);
    }

    Map<Long, List<ClaimLine>> lines(Collection<Long> claims) {
        if (claims.isEmpty()) return Map.of();
        return sql.selectFrom(LINES)
                .where(LINES.CLAIM_ID.in(claims))
                .orderBy(LINES.CLAIM_ID, LINES.LINE)
                .fetchGroups(LINES.CLAIM_ID, ClaimStore::line);
    }

    List<DocumentsRecord> documents(long claim) {
        return sql.selectFrom(DOCUMENTS)
                .where(DOCUMENTS.CLAIM_ID.eq(claim))
                .orderBy(DOCUMENTS.ID)
                .fetch();
    }

    long insert(ClaimsRecord row) {
        row.setNumber("补%s-%d-%05d"
                .formatted(
                        row.getRegionCode().substring(0, 6),
                        row.getClaimYear(),
                        sql.nextval(nongyoudb.subsidy.Sequences.CLAIM_NUMBERS)));
        row.changed(CLAIMS.ID, false);
        return sql.insertInto(CLAIMS)
                .set(row)
                .returning(CLAIMS.ID)
                .fetchSingle()
                .getId();
    }

    void insert(Claim claim, int number, Subsidy rule, String group, Item item) {
        sql.insertInto(LINES)
                .set(LINES.CLAIM_ID, claim.id())
                .set(LINES.LINE, number)
                .set(LINES.RULE, rule.id())
                .set(LINES.ITEM_GROUP, group)
                .set(LINES.ITEM_ID, item.number())
                .set(LINES.ITEM_TITLE, item.title())
                .set(LINES.BASE_ID, item.baseId())
                .set(LINES.SCHEME_ID, claim.scheme().id())
                .set(LINES.PRODUCER_ID, claim.producerId())
                .set(LINES.CLAIMED_ON, claim.claimedOn())
                .set(LINES.REGION_CODE, item.region().value())
                .execute();
    }

    /// @param region where it lies, or where the applicant is for what lies nowhere of its own
    record Item(String number, String title, @Nullable Long baseId, RegionCode region) {}

    void setItem(long claim, int line, Item item) {
        sql.update(LINES)
                .set(LINES.ITEM_ID, item.number())
                .set(LINES.ITEM_TITLE, item.title())
                .set(LINES.BASE_ID, item.baseId())
                .set(LINES.REGION_CODE, item.region().value())
                .where(LINES.CLAIM_ID.eq(claim))
                .and(LINES.LINE.eq(line))
                .execute();
    }

    void setFacts(long claim, int line, Map<String, String> typed) {
        sql.update(LINES)
                .set(LINES.FACTS, json(typed))
                .where(LINES.CLAIM_ID.eq(claim))
                .and(LINES.LINE.eq(line))
                .execute();
    }

    void remove(long claim, int line) {
        sql.deleteFrom(LINES)
                .where(LINES.CLAIM_ID.eq(claim))
                .and(LINES.LINE.eq(line))
                .execute();
    }

    /// Everything of a draft.
    void delete(long claim) {
        sql.deleteFrom(CLAIMS).where(CLAIMS.ID.eq(claim)).execute();
    }

    /// What was entered changed.
    void touch(Claim claim, Map<String, String> facts, boolean committed, String title, RegionCode region, Instant at) {
        sql.update(CLAIMS)
                .set(CLAIMS.FACTS, json(facts))
                .set(CLAIMS.COMMITTED, committed)
                .set(CLAIMS.TITLE, title)
                .set(
                        CLAIMS.REGION_CODE,
                        claim.state() == ClaimState.DRAFT
                                ? region.value()
                                : claim.region().value())
                .set(CLAIMS.CHANGED, claim.state() != ClaimState.DRAFT)
                .set(CLAIMS.UPDATED_AT, at)
                .set(CLAIMS.REVISION, CLAIMS.REVISION.plus(1))
                .where(CLAIMS.ID.eq(claim.id()))
                .execute();
    }

    /// Handed in: what it came to is written down and spoken for.
    void handIn(Claim claim, Assessed assessed, LocalDate on, Instant at) {
        for (var line : assessed.lines()) {
            var granted = (Entitlement.Line.Granted) line.result();
            sql.update(LINES)
                    .set(LINES.SAME, granted.same())
                    .set(LINES.QUANTITY, granted.working().quantity())
                    .set(LINES.UNIT, granted.working().unit())
                    .set(LINES.WORKING, granted.working().words())
                    .set(LINES.FULL_FEN, granted.full().fen())
                    .set(LINES.GRANTED_FEN, granted.granted().fen())
                    .set(LINES.CUTS, JSONB.valueOf(JSON.writeValueAsString(granted.cuts())))
                    .set(LINES.PAID_BY, shares(granted.paidBy()))
                    .set(LINES.KNOWN, JSONB.valueOf(JSON.writeValueAsString(line.known())))
                    .set(LINES.SPOKEN_FOR, true)
                    .set(LINES.CLAIMED_ON, on)
                    .where(LINES.CLAIM_ID.eq(claim.id()))
                    .and(LINES.LINE.eq(line.line().line()))
                    .execute();
        }
        var shares = new Shares(assessed.entitlement().paidBy());
        sql.update(CLAIMS)
                .set(CLAIMS.CLAIMED_ON, on)
                .set(CLAIMS.CLAIM_YEAR, on.getYear())
                .set(CLAIMS.TOTAL_FEN, shares.total().fen())
                .set(CLAIMS.NATIONAL_FEN, shares.at(Level.NATIONAL).fen())
                .set(CLAIMS.PROVINCE_FEN, shares.at(Level.PROVINCE).fen())
                .set(CLAIMS.CITY_FEN, shares.at(Level.CITY).fen())
                .set(CLAIMS.COUNTY_FEN, shares.at(Level.COUNTY).fen())
                .set(CLAIMS.TOWNSHIP_FEN, shares.at(Level.TOWNSHIP).fen())
                .set(CLAIMS.VILLAGE_FEN, shares.at(Level.VILLAGE).fen())
                .set(CLAIMS.CHANGED, false)
                .set(CLAIMS.SUBMITTED_AT, at)
                .set(CLAIMS.UPDATED_AT, at)
                .set(CLAIMS.REVISION, CLAIMS.REVISION.plus(1))
                .where(CLAIMS.ID.eq(claim.id()))
                .execute();
    }

    void setCase(long claim, long caseId, String number) {
        sql.update(CLAIMS)
                .set(CLAIMS.CASE_ID, caseId)
                .set(CLAIMS.CASE_NUMBER, number)
                .set(CLAIMS.STATE, ClaimState.OPEN.code())
                .where(CLAIMS.ID.eq(claim))
                .execute();
    }

    void moved(long claim, ClaimState state, String stage, boolean returned, Instant at) {
        sql.update(CLAIMS)
                .set(CLAIMS.STATE, state.code())
                .set(CLAIMS.STAGE_TITLE, stage)
                .set(CLAIMS.RETURNED, returned)
                .set(CLAIMS.UPDATED_AT, at)
                .where(CLAIMS.ID.eq(claim))
                .execute();
    }

    void ended(long claim, ClaimState state, String stage, @Nullable LocalDate paidOn, Instant at) {
        sql.update(CLAIMS)
                .set(CLAIMS.STATE, state.code())
                .set(CLAIMS.STAGE_TITLE, stage)
                .set(CLAIMS.RETURNED, false)
                .set(CLAIMS.PAID_ON, paidOn)
                .set(CLAIMS.UPDATED_AT, at)
                .where(CLAIMS.ID.eq(claim))
                .execute();
        if (state != ClaimState.PAID)
            sql.update(LINES)
                    .set(LINES.SPOKEN_FOR, false)
                    .where(LINES.CLAIM_ID.eq(claim))
                    .execute();
    }

    void insertDocument(long claim, String title, long file, long account, Instant at) {
        sql.insertInto(DOCUMENTS)
                .set(DOCUMENTS.CLAIM_ID, claim)
                .set(DOCUMENTS.TITLE, title)
                .set(DOCUMENTS.FILE_ID, file)
                .set(DOCUMENTS.ADDED_BY, account)
                .set(DOCUMENTS.ADDED_AT, at)
                .execute();
    }

    /// Only what did not go with the case yet.
    boolean removeDocument(long claim, long document) {
        return sql.deleteFrom(DOCUMENTS)
                        .where(DOCUMENTS.ID.eq(document))
                        .and(DOCUMENTS.CLAIM_ID.eq(claim))
                        .and(DSL.not(DOCUMENTS.SENT))
                        .execute()
                > 0;
    }

    void sent(long claim) {
        sql.update(DOCUMENTS)
                .set(DOCUMENTS.SENT, true)
                .where(DOCUMENTS.CLAIM_ID.eq(claim))
                .execute();
    }

    // --- What was claimed before

    /// Keeps everybody else who claims under the same caps, or for the same things, waiting until the end of the
    /// transaction. In one order, so that no two wait for each other.
    void lockCaps(Claim claim, Scheme scheme, List<ClaimLine> lines) {
        var keys = new TreeSet<String>();
        keys.add("producer " + claim.producerId());
        for (var line : lines) if (!line.item().isEmpty()) keys.add(line.group() + " " + line.item());
        if (capsByRegion(scheme)) for (var county : counties(claim, lines)) keys.add("county " + county);
        for (var key : keys)
            sql.fetch("select pg_advisory_xact_lock(hashtextextended({0}, 0))", DSL.val("subsidy " + key));
    }

    private List<String> counties(Claim claim, List<ClaimLine> lines) {
        var counties = new TreeSet<String>();
        counties.add(claim.region().value().substring(0, 6));
        if (!lines.isEmpty())
            counties.addAll(sql.select(left(LINES.REGION_CODE, inline(6)))
                    .from(LINES)
                    .where(LINES.CLAIM_ID.eq(claim.id()))
                    .fetch(Record1::value1));
        return List.copyOf(counties);
    }

    private static boolean capsByRegion(Scheme scheme) {
        return scheme.sharedCaps().stream().anyMatch(cap -> cap.per() == Subsidy.CapPer.REGION)
                || scheme.subsidies().stream()
                        .flatMap(rule -> rule.caps().stream())
                        .anyMatch(cap -> cap.per() == Subsidy.CapPer.REGION);
    }

    /// What counts against a claim: all that its producer was given under the document, what anybody was given for its
    /// items, and, where the document caps a county, the county's sums.
    List<SubsidyClaim.Earlier> earlier(Claim claim, Scheme scheme, List<ClaimLine> lines) {
        var items = lines.stream()
                .filter(line -> !line.item().isEmpty())
                .map(line -> DSL.row(line.group(), line.item()))
                .toList();
        var near = LINES.PRODUCER_ID
                .eq(claim.producerId())
                .or(
                        items.isEmpty()
                                ? DSL.falseCondition()
                                : DSL.row(LINES.ITEM_GROUP, LINES.ITEM_ID).in(items));
        var earlier = new ArrayList<SubsidyClaim.Earlier>();
        sql.select(
                        LINES.RULE,
                        LINES.ITEM_ID,
                        LINES.SAME,
                        LINES.CLAIMED_ON,
                        LINES.GRANTED_FEN,
                        LINES.REGION_CODE,
                        LINES.PRODUCER_ID,
                        CLAIMS.NUMBER,
                        CLAIMS.STATE)
                .from(LINES)
                .join(CLAIMS)
                .on(CLAIMS.ID.eq(LINES.CLAIM_ID))
                .where(LINES.SPOKEN_FOR)
                .and(LINES.SCHEME_ID.eq(claim.scheme().id()))
                .and(LINES.CLAIM_ID.ne(claim.id()))
                .and(near)
                .orderBy(LINES.CLAIMED_ON, LINES.CLAIM_ID, LINES.LINE)
                .forEach(row -> earlier.add(new SubsidyClaim.Earlier(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        new Money(row.value5()),
                        row.value6(),
                        row.value7() == claim.producerId(),
                        row.value8() + "，"
                                + ClaimState.ofCode(row.value9()).orElseThrow().title())));
        if (!capsByRegion(scheme)) return earlier;
        var year = DSL.extract(LINES.CLAIMED_ON, org.jooq.DatePart.YEAR);
        for (var county : counties(claim, lines)) {
            sql.select(LINES.RULE, year, sum(LINES.GRANTED_FEN))
                    .from(LINES)
                    .where(LINES.SPOKEN_FOR)
                    .and(LINES.SCHEME_ID.eq(claim.scheme().id()))
                    .and(left(LINES.REGION_CODE, inline(6)).eq(county))
                    .and(LINES.CLAIM_ID.ne(claim.id()))
                    .and(DSL.not(near))
                    .groupBy(LINES.RULE, year)
                    .forEach(row -> earlier.add(new SubsidyClaim.Earlier(
                            row.value1(),
                            "",
                            null,
                            LocalDate.of(row.value2(), 1, 1),
                            new Money(row.value3().longValueExact()),
                            county,
                            false)));
        }
        return earlier;
    }

    /// The same thing claimed under another document.
    record Duplicate(int line, SchemeRef scheme, String rule, String number, LocalDate on, Money amount) {}

    List<Duplicate> duplicates(Claim claim, List<ClaimLine> lines) {
        var found = new ArrayList<Duplicate>();
        for (var line : lines) {
            if (line.item().isEmpty()) continue;
            sql.select(
                            CLAIMS.SCHEME_ID,
                            CLAIMS.SCHEME_VERSION,
                            LINES.RULE,
                            CLAIMS.NUMBER,
                            LINES.CLAIMED_ON,
                            LINES.GRANTED_FEN)
                    .from(LINES)
                    .join(CLAIMS)
                    .on(CLAIMS.ID.eq(LINES.CLAIM_ID))
                    .where(LINES.SPOKEN_FOR)
                    .and(LINES.ITEM_GROUP.eq(line.group()))
                    .and(LINES.ITEM_ID.eq(line.item()))
                    .and(LINES.SCHEME_ID.ne(claim.scheme().id()))
                    .and(LINES.GRANTED_FEN.gt(0L))
                    .orderBy(LINES.CLAIM_ID)
                    .limit(1)
                    .forEach(row -> found.add(new Duplicate(
                            line.line(),
                            new SchemeRef(row.value1(), row.value2()),
                            row.value3(),
                            row.value4(),
                            row.value5(),
                            new Money(row.value6()))));
        }
        return found;
    }

    // --- Rows

    static Claim claim(ClaimsRecord row) {
        var levels = new EnumMap<Level, Money>(Level.class);
        LEVELS.forEach((level, field) -> levels.put(level, new Money(row.get(field))));
        return new Claim(
                row.getId(),
                row.getNumber(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getProcedureId(),
                row.getProducerId(),
                row.getProducerName(),
                row.getTitle(),
                new RegionCode(row.getRegionCode()),
                row.getClaimedOn(),
                texts(row.getFacts()),
                row.getCommitted(),
                ClaimState.ofCode(row.getState()).orElseThrow(),
                row.getChanged(),
                row.getCaseId(),
                row.getCaseNumber(),
                row.getStageTitle(),
                row.getReturned(),
                new Shares(levels),
                row.getPaidOn(),
                row.getUpdatedAt(),
                row.getRevision(),
                row.getDemo());
    }

    static final Map<Level, Field<Long>> LEVELS = levels();

    private static Map<Level, Field<Long>> levels() {
        var fields = new EnumMap<Level, Field<Long>>(Level.class);
        fields.put(Level.NATIONAL, CLAIMS.NATIONAL_FEN);
        fields.put(Level.PROVINCE, CLAIMS.PROVINCE_FEN);
        fields.put(Level.CITY, CLAIMS.CITY_FEN);
        fields.put(Level.COUNTY, CLAIMS.COUNTY_FEN);
        fields.put(Level.TOWNSHIP, CLAIMS.TOWNSHIP_FEN);
        fields.put(Level.VILLAGE, CLAIMS.VILLAGE_FEN);
        return fields;
    }

    private static ClaimLine line(LinesRecord row) {
        Judged judged = null;
        if (row.getSpokenFor() || !row.getWorking().isEmpty())
            judged = new Judged(
                    row.getWorking(),
                    new Money(row.getFullFen()),
                    JSON.readValue(row.getCuts().data(), new TypeReference<List<Entitlement.Cut>>() {}),
                    new Money(row.getGrantedFen()),
                    shares(row.getPaidBy()),
                    JSON.readValue(row.getKnown().data(), new TypeReference<List<KnownFact>>() {}));
        return new ClaimLine(
                row.getLine(),
                row.getRule(),
                row.getItemGroup(),
                row.getItemId(),
                row.getItemTitle(),
                row.getBaseId(),
                new RegionCode(row.getRegionCode()),
                texts(row.getFacts()),
                judged);
    }

    private static Map<String, String> texts(JSONB json) {
        return JSON.readValue(json.data(), new TypeReference<Map<String, String>>() {});
    }

    private static JSONB json(Map<String, String> texts) {
        return JSONB.valueOf(JSON.writeValueAsString(texts));
    }

    private static JSONB shares(Map<Level, Money> shares) {
        var codes = new LinkedHashMap<String, Long>();
        shares.forEach((level, money) -> codes.put(level.code(), money.fen()));
        return JSONB.valueOf(JSON.writeValueAsString(codes));
    }

    private static Shares shares(JSONB json) {
        var levels = new EnumMap<Level, Money>(Level.class);
        JSON.readValue(json.data(), new TypeReference<Map<String, Long>>() {})
                .forEach((code, fen) -> levels.put(Level.ofCode(code).orElseThrow(), new Money(fen)));
        return new Shares(levels);
    }
}
