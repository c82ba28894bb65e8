package org.nongyou.standard;

import static nongyoudb.standard.Tables.PROPOSALS;
import static nongyoudb.standard.Tables.PROPOSAL_CHANGES;
import static nongyoudb.standard.Tables.PROPOSAL_FAULTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nongyoudb.standard.tables.records.ProposalsRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.nongyou.standard.Proposal.State;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The rows of proposals, and what an approval writes.
@Component
class ProposalStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> CELLS = new TypeReference<>() {};
    private static final int BATCH = 1_000;

    private final DSLContext sql;

    ProposalStore(DSLContext sql) {
        this.sql = sql;
    }

    // --- reading

    List<Proposal> list(long account, int limit) {
        return sql.select(withoutContent())
                .from(PROPOSALS)
                .where(PROPOSALS.STATE.ne(State.WITHDRAWN.code()))
                .and(PROPOSALS.STATE.ne(State.DRAFT.code()).or(PROPOSALS.CREATED_BY.eq(account)))
                .orderBy(PROPOSALS.ID.desc())
                .limit(limit)
                .fetch(ProposalStore::proposal);
    }

    Optional<Proposal> find(long id) {
        return sql.select(withoutContent())
                .from(PROPOSALS)
                .where(PROPOSALS.ID.eq(id))
                .fetchOptional(ProposalStore::proposal);
    }

    Optional<Proposal> lock(long id) {
        return sql.select(withoutContent())
                .from(PROPOSALS)
                .where(PROPOSALS.ID.eq(id))
                .forUpdate()
                .fetchOptional(ProposalStore::proposal);
    }

    private static List<org.jooq.Field<?>> withoutContent() {
        return PROPOSALS.fieldStream().filter(field -> !field.equals(PROPOSALS.CONTENT)).toList().stream()
                .<org.jooq.Field<?>>map(field -> field)
                .toList();
    }

    byte[] content(long id) {
        return Objects.requireNonNull(sql.select(PROPOSALS.CONTENT)
                .from(PROPOSALS)
                .where(PROPOSALS.ID.eq(id))
                .fetchSingle()
                .value1());
    }

    private static Proposal proposal(Record found) {
        var row = found.into(PROPOSALS);
        return new Proposal(
                row.getId(),
                RuleTable.ofCode(row.getTableCode()).orElseThrow(),
                row.getWhole(),
                row.getFileName(),
                row.getDocument(),
                row.getBaseRelease(),
                row.getRows(),
                row.getFaulty(),
                row.getAdded(),
                row.getChanged(),
                row.getEnded(),
                row.getSame(),
                row.getNotes(),
                replay(row.getReplay()),
                State.of(row.getState()),
                row.getOfficeName(),
                row.getCreatedBy(),
                row.getCreatedByName(),
                row.getCreatedAt(),
                row.getHandedInAt(),
                row.getDecidedByName(),
                row.getDecidedOffice(),
                row.getDecidedAt(),
                row.getReason(),
                row.getInForceFrom(),
                row.getReleaseId(),
                row.getDemo());
    }

    private static @Nullable Replay replay(@Nullable JSONB kept) {
        return kept == null ? null : JSON.readValue(kept.data(), Replay.class);
    }

    List<Difference.Change> changes(Proposal of, Difference.@Nullable Kind kind, int offset, int limit) {
        return sql.selectFrom(PROPOSAL_CHANGES)
                .where(PROPOSAL_CHANGES.PROPOSAL_ID.eq(of.id()))
                .and(
                        kind == null
                                ? org.jooq.impl.DSL.noCondition()
                                : PROPOSAL_CHANGES.CHANGE.eq(kind.name().toLowerCase(java.util.Locale.ROOT)))
                .orderBy(PROPOSAL_CHANGES.LINE)
                .offset(offset)
                .limit(limit)
                .fetch(row -> new Difference.Change(
                        Difference.Kind.valueOf(row.getChange().toUpperCase(java.util.Locale.ROOT)),
                        row.getKey(),
                        side(row.getKey(), row.getBefore()),
                        side(row.getKey(), row.getAfter())));
    }

    private static @Nullable RuleRow side(String key, @Nullable JSONB cells) {
        return cells == null ? null : new RuleRow(key, JSON.readValue(cells.data(), CELLS));
    }

    List<Proposals.Fault> faults(long id, int limit) {
        return sql.selectFrom(PROPOSAL_FAULTS)
                .where(PROPOSAL_FAULTS.PROPOSAL_ID.eq(id))
                .orderBy(PROPOSAL_FAULTS.LINE)
                .limit(limit)
                .fetch(row ->
                        new Proposals.Fault(row.getSheetRow(), row.getCellColumn(), row.getTitle(), row.getSentence()));
    }

    // --- writing

    long add(ProposalsRecord row) {
        return sql.insertInto(PROPOSALS)
                .set(row)
                .returning(PROPOSALS.ID)
                .fetchSingle()
                .getId();
    }

    /// In place of the changes that were there.
    void write(long id, Difference difference, List<Proposals.Fault> faults) {
        sql.deleteFrom(PROPOSAL_CHANGES)
                .where(PROPOSAL_CHANGES.PROPOSAL_ID.eq(id))
                .execute();
        var all = difference.changes();
        for (int from = 0; from < all.size(); from += BATCH) {
            var part = all.subList(from, Math.min(all.size(), from + BATCH));
            var kinds = new ArrayList<String>(part.size());
            var keys = new ArrayList<String>(part.size());
            var before = new ArrayList<@Nullable String>(part.size());
            var after = new ArrayList<@Nullable String>(part.size());
            for (var change : part) {
                kinds.add(change.kind().name().toLowerCase(java.util.Locale.ROOT));
                keys.add(change.key());
                before.add(cells(change.before()));
                after.add(cells(change.after()));
            }
            sql.execute(
                    """
                    insert into standard.proposal_changes (proposal_id, line, change, key, before, after)
                    select ?, ? + n, change, key, before::jsonb, after::jsonb
                    from unnest(?::text[], ?::text[], ?::text[], ?::text[]) with ordinality as u (change, key, before, after, n)
                    """,
                    id,
                    from,
                    kinds.toArray(String[]::new),
                    keys.toArray(String[]::new),
                    before.toArray(String[]::new),
                    after.toArray(String[]::new));
        }
        int line = 0;
        for (var fault : faults)
            sql.insertInto(PROPOSAL_FAULTS)
                    .set(PROPOSAL_FAULTS.PROPOSAL_ID, id)
                    .set(PROPOSAL_FAULTS.LINE, ++line)
                    .set(PROPOSAL_FAULTS.SHEET_ROW, fault.row())
                    .set(PROPOSAL_FAULTS.CELL_COLUMN, fault.column())
                    .set(PROPOSAL_FAULTS.TITLE, fault.title())
                    .set(PROPOSAL_FAULTS.SENTENCE, fault.sentence())
                    .execute();
    }

    private static @Nullable String cells(@Nullable RuleRow row) {
        return row == null ? null : JSON.writeValueAsString(row.cells());
    }

    void replayed(long id, Replay replay) {
        sql.update(PROPOSALS)
                .set(PROPOSALS.REPLAY, JSONB.valueOf(JSON.writeValueAsString(replay)))
                .where(PROPOSALS.ID.eq(id))
                .execute();
    }

    // --- taking force

    private static final String RULES = """
            case c.after->>'rule' when '弃蛋' then 'eggs' when '弃奶' then 'milk' when '度日' then 'degree_days'
                when '产蛋期禁用' then 'not_while_laying' else 'days' end""";
    private static final String MINE = "c.proposal_id = ? and c.change in ('added', 'changed')";
    private static final String OLD = "c.proposal_id = ? and c.change in ('changed', 'ended') and t.ended_by is null";

    /// The rows that go out with this release, and those that come in. Rows are never changed.
    void apply(Proposal of, int release) {
        var kind = of.table() == RuleTable.WITHDRAWAL || of.table() == RuleTable.VETERINARY
                ? "'veterinary'"
                : of.table() == RuleTable.RESTRICTIONS
                        ? "case c.after->>'kind' when '兽药' then 'veterinary' else 'pesticide' end"
                        : "'pesticide'";
        var names = of.table() == RuleTable.LIMITS
                ? "regexp_split_to_table(c.after->>'printed', '[+＋、]')"
                : of.table() == RuleTable.PERMITTED ? null : "regexp_split_to_table(c.after->>'substances', '、')";
        if (names != null)
            sql.execute(
                    "insert into standard.substances (name, kind, release_id) select distinct btrim(n), k, ?"
                            + " from (select " + names + " as n, " + kind
                            + " as k from standard.proposal_changes c where " + MINE + ") s where btrim(n) <> ''"
                            + " and not exists (select from standard.substance_aliases a where a.kind = k and a.alias = btrim(n))"
                            + " on conflict do nothing",
                    release,
                    of.id());
        var place = switch (of.table()) {
            case PRODUCTS, VETERINARY, WITHDRAWAL -> "c.after->>'crop'";
            case RESTRICTIONS -> "regexp_split_to_table(c.after->>'places', '、')";
            case LIMITS -> "regexp_replace(c.after->>'food', '（[^（）]*除外）$', '')";
            case PERMITTED -> null;
        };
        if (place != null)
            sql.execute(
                    "insert into standard.produce (name, kind, position, release_id) select distinct on (n) n,"
                            + " case when k = 'veterinary' then 'animal' else 'crop' end, 9999, ? from (select " + place
                            + " as n, " + kind + " as k from standard.proposal_changes c where " + MINE
                            + ") s where n <> ''"
                            + " and not exists (select from standard.produce_aliases a where a.alias = n)"
                            + " on conflict do nothing",
                    release,
                    of.id());
        switch (of.table()) {
            case PRODUCTS, VETERINARY -> products(of, release, kind);
            case WITHDRAWAL -> withdrawal(of, release);
            case RESTRICTIONS -> restrictions(of, release);
            case LIMITS -> limits(of, release);
            case PERMITTED -> permitted(of, release);
        }
    }

    private void products(Proposal of, int release, String kind) {
        sql.execute(
                "update standard.products t set ended_by = ? from standard.proposal_changes c where " + OLD
                        + " and t.kind = " + kind
                        + " and t.registration = c.before->>'registration' and t.crop = c.before->>'crop'",
                release,
                of.id());
        sql.execute(
                "insert into standard.products (kind, registration, crop, name, substances, formulation, dose, max_uses,"
                        + " rule, interval_days, valid_from, valid_to, source, release_id) select " + kind
                        + ", c.after->>'registration', c.after->>'crop', c.after->>'name',"
                        + " string_to_array(c.after->>'substances', '、'), c.after->>'formulation',"
                        + " coalesce(c.after->>'dose', ''), (c.after->>'maxUses')::int, " + RULES
                        + ", coalesce((c.after->>'intervalDays')::int, 0), (c.after->>'fromOn')::date,"
                        + " (c.after->>'toOn')::date, c.after->>'source', ? from standard.proposal_changes c where "
                        + MINE + " order by c.line",
                release,
                of.id());
    }

    private void withdrawal(Proposal of, int release) {
        sql.execute(
                "update standard.intervals t set ended_by = ? from standard.proposal_changes c where " + OLD
                        + " and t.row = c.before->>'_row'",
                release,
                of.id());
        sql.execute(
                "insert into standard.intervals (kind, row, substance, printed, formulation, place, rule, shortest,"
                        + " longest, source_title, source, confidence, release_id) select 'veterinary',"
                        + " 'R' || ?::int || '-' || c.line, coalesce((select a.name from standard.substance_aliases a"
                        + " where a.kind = 'veterinary' and a.alias = c.after->>'substances'), c.after->>'substances'),"
                        + " c.after->>'printed', coalesce(c.after->>'formulation', ''), c.after->>'crop', " + RULES
                        + ", (c.after->>'intervalDays')::int, (c.after->>'intervalDays')::int, c.after->>'document',"
                        + " c.after->>'source', 'high', ? from standard.proposal_changes c where " + MINE
                        + " order by c.line",
                release,
                release,
                of.id());
    }

    private void restrictions(Proposal of, int release) {
        sql.execute(
                "update standard.restrictions t set ended_by = ? from standard.proposal_changes c where " + OLD
                        + " and t.id = (c.before->>'_row')::int",
                release,
                of.id());
        sql.execute(
                "insert into standard.restrictions (kind, substance, measure, scope, places, effective_from,"
                        + " effective_text, announcement, source, confidence, release_id) select k.kind,"
                        + " coalesce((select a.name from standard.substance_aliases a where a.kind = k.kind"
                        + " and a.alias = c.after->>'substances'), c.after->>'substances'),"
                        + " case c.after->>'measure' when '禁用' then 'banned' when '部分禁用' then 'banned_here'"
                        + " when '只准用于' then 'only_here' when '限制使用' then 'restricted' else 'no_registration' end,"
                        + " c.after->>'scope', coalesce(string_to_array(c.after->>'places', '、'), array[]::text[]),"
                        + " (c.after->>'fromOn')::date, c.after->>'fromOn', c.after->>'document', c.after->>'source', 'high',"
                        + " ? from standard.proposal_changes c cross join lateral (select case c.after->>'kind'"
                        + " when '兽药' then 'veterinary' else 'pesticide' end as kind) k where " + MINE
                        + " order by c.line",
                release,
                of.id());
    }

    private void limits(Proposal of, int release) {
        sql.execute(
                "insert into standard.editions (standard, title, part, in_force_from, source, release_id)"
                        + " select distinct on (c.after->>'standard') c.after->>'standard', '',"
                        + " case c.after->>'part' when '增补' then 'supplement' else 'full' end,"
                        + " (c.after->>'fromOn')::date, c.after->>'source', ? from standard.proposal_changes c where "
                        + MINE + " on conflict do nothing",
                release,
                of.id());
        sql.execute(
                "update standard.residue_limits t set ended_by = ? from standard.proposal_changes c where " + OLD
                        + " and t.row = c.before->>'_row'",
                release,
                of.id());
        sql.execute(
                "insert into standard.residue_limits (row, standard, substances, printed, food, limit_mg_per_kg,"
                        + " temporary, source_title, source, confidence, release_id) select 'R' || ?::int || '-' || c.line,"
                        + " c.after->>'standard', (select array_agg(coalesce(a.name, btrim(n)) order by o) from"
                        + " regexp_split_to_table(c.after->>'printed', '[+＋、]') with ordinality s (n, o) left join"
                        + " standard.substance_aliases a on a.kind = 'pesticide' and a.alias = btrim(n)),"
                        + " c.after->>'printed', c.after->>'food', (c.after->>'limit')::numeric,"
                        + " case c.after->>'temporary' when '是' then 'yes' else 'no' end, c.after->>'standard',"
                        + " c.after->>'source', 'high', ? from standard.proposal_changes c where " + MINE
                        + " order by c.line",
                release,
                release,
                of.id());
    }

    private void permitted(Proposal of, int release) {
        var list = "case c.%s->>'list' when '有机' then 'organic' else 'green' end";
        sql.execute(
                "update standard.permitted_inputs t set ended_by = ? from standard.proposal_changes c where " + OLD
                        + " and t.list = " + list.formatted("before")
                        + " and t.category = c.before->>'category' and t.name = c.before->>'printed'"
                        + " and t.standard = c.before->>'standard'",
                release,
                of.id());
        sql.execute(
                "insert into standard.permitted_inputs (list, category, name, conditions, standard, valid_from,"
                        + " valid_to, source, release_id) select " + list.formatted("after")
                        + ", c.after->>'category', c.after->>'printed', coalesce(c.after->>'conditions', ''),"
                        + " c.after->>'standard', (c.after->>'fromOn')::date, (c.after->>'toOn')::date,"
                        + " c.after->>'source', ? from standard.proposal_changes c where " + MINE
                        + " order by c.line",
                release,
                of.id());
    }
}
