package org.nongyou.standard;

import static nongyoudb.standard.Tables.PROPOSALS;
import static nongyoudb.standard.Tables.RELEASES;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nongyoudb.standard.tables.records.ProposalsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.print.SheetFile;
import org.nongyou.print.SheetTemplate;
import org.nongyou.print.Spreadsheet;
import org.nongyou.standard.Proposal.State;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Rule data take force by two people (双人复核): one hands in an official table, another approves it with a reason and
/// a
/// day of force. Rules are one for all, so these reads take no scope; a draft is its bearer's alone.
@Service
public class Proposals {

    private static final int NAMES_TOLD = 20;
    private static final int FAULTS_KEPT = 2_000;
    private static final int LONGEST = 500;
    /// Uses on file and questions of the sample rows that are judged anew.
    private static final int MOST_USES = 20_000;
    private static final int YEARS_BACK = 2;
    private static final int DAYS_AHEAD = 366;

    /// @param row as Excel counts
    public record Fault(int row, String column, String title, String sentence) {}

    private final DSLContext sql;
    private final ProposalStore store;
    private final RuleBooks books;
    private final Offices offices;
    private final Journal journal;
    private final ObjectProvider<UsesOnFile> uses;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Proposals(
            DSLContext sql,
            ProposalStore store,
            RuleBooks books,
            Offices offices,
            Journal journal,
            ObjectProvider<UsesOnFile> uses,
            TransactionTemplate transaction,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.books = books;
        this.offices = offices;
        this.journal = journal;
        this.uses = uses;
        this.transaction = transaction;
        this.clock = clock;
    }

    public byte[] template(RuleTable table) {
        return SheetTemplate.of(table);
    }

    /// Somebody of the province's office, or of the highest one that this installation has.
    public boolean mayHandIn(Actor actor) {
        return (actor.may(Verb.EXCHANGE) || actor.may(Verb.ADMINISTER)) && atTheTop(actor);
    }

    public boolean mayApprove(Actor actor) {
        return actor.may(Verb.SETTLE) && atTheTop(actor);
    }

    private boolean atTheTop(Actor actor) {
        var office = actor.office();
        if (office == null) return false;
        if (!Level.PROVINCE.isAbove(office.level())) return true;
        return office.region().path().stream()
                .filter(region -> region.level().isAbove(office.level()))
                .noneMatch(region -> offices.of(region, office.department()).isPresent());
    }

    // --- reading

    /// Newest first; drafts only of the person.
    public List<Proposal> list(Actor actor, int limit) {
        return store.list(actor.accountId(), limit);
    }

    public Optional<Proposal> find(Actor actor, long id) {
        return store.find(id)
                .filter(one -> one.state() != State.DRAFT && one.state() != State.WITHDRAWN
                        || one.createdBy() == actor.accountId());
    }

    /// In the order of the file; what ends comes last.
    public List<Difference.Change> changes(Proposal of, Difference.@Nullable Kind kind, int offset, int limit) {
        return store.changes(of, kind, offset, limit);
    }

    public List<Fault> faults(Proposal of, int limit) {
        return store.faults(of.id(), limit);
    }

    /// Releases with their day of force, the newest first.
    public List<RuleBook.Release> releases() {
        return sql.selectFrom(RELEASES)
                .orderBy(RELEASES.ID.desc())
                .limit(100)
                .fetch(row -> new RuleBook.Release(
                        row.getId(), row.getTitle(), row.getComplete(), row.getNote(), row.getInForceFrom()));
    }

    // --- handing in

    /// Reads the table, holds it against the newest book and tries it on what is on file. Changes no rule.
    /// @return its number
    public Decision<Long> prepare(Actor actor, RuleTable table, boolean whole, String name, byte[] content) {
        if (!mayHandIn(actor)) return Decision.refused("standard.proposal-no-right");
        var refusal = SheetFile.refuse(table, content);
        if (refusal.isPresent()) return Decision.refused(refusal.get());
        var file = read(table, content);
        if (file.refusal != null) return Decision.refused(file.refusal);
        var id = transaction.execute(_ -> {
            int base = books.newest();
            var row = new ProposalsRecord();
            row.setTableCode(table.code());
            row.setWhole(whole);
            row.setFileName(name.length() > 120 ? name.substring(name.length() - 120) : name);
            row.setContent(content);
            row.setRows(file.count);
            row.setBaseRelease(base);
            row.setFaulty(file.faulty.size());
            row.setState(State.DRAFT.code());
            row.setRegionCode(actor.region().value());
            row.setOfficeName(actor.officeName());
            row.setCreatedBy(actor.accountId());
            row.setCreatedByName(actor.name());
            row.setCreatedAt(clock.instant());
            row.setDemo(actor.demo());
            var number = store.add(row);
            compare(number, table, whole, file, base);
            return number;
        });
        replay(Objects.requireNonNull(id));
        return Decision.done(id);
    }

    private void compare(long id, RuleTable table, boolean whole, File file, int base) {
        var book = books.read(base);
        var difference = file.faults.isEmpty()
                ? Difference.between(table.of(book.rows()), file.rows, whole, table::part)
                : new Difference(List.of(), 0);
        store.write(id, difference, file.faults);
        sql.update(PROPOSALS)
                .set(PROPOSALS.BASE_RELEASE, base)
                .set(PROPOSALS.ADDED, difference.count(Difference.Kind.ADDED))
                .set(PROPOSALS.CHANGED, difference.count(Difference.Kind.CHANGED))
                .set(PROPOSALS.ENDED, difference.count(Difference.Kind.ENDED))
                .set(PROPOSALS.SAME, difference.same())
                .set(PROPOSALS.NOTES, notes(table, book, file.rows))
                .where(PROPOSALS.ID.eq(id))
                .execute();
    }

    private static String notes(RuleTable table, RuleBook book, List<RuleRow> rows) {
        var unknown = new LinkedHashSet<String>();
        for (var row : rows) {
            var places = switch (table) {
                case PRODUCTS, VETERINARY, WITHDRAWAL -> Stream.of(row.cell("crop"));
                case RESTRICTIONS -> Stream.of(row.cell("places").split("、"));
                case LIMITS -> Stream.of(FoodScope.parse(row.cell("food")).group());
                case PERMITTED -> Stream.<String>empty();
            };
            places.filter(place -> !place.isEmpty() && book.produce(place).isEmpty())
                    .forEach(unknown::add);
        }
        if (unknown.isEmpty()) return "";
        return "分类里没有的名字 " + unknown.size() + " 个，批准后单独成一类，不归入任何大类："
                + String.join("、", unknown.stream().limit(NAMES_TOLD).toList())
                + (unknown.size() > NAMES_TOLD ? "……" : "");
    }

    private static final class File {
        private final List<RuleRow> rows = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private final Set<Integer> faulty = new HashSet<>();
        private int count;
        private @Nullable Refusal refusal;
    }

    private static File read(RuleTable table, byte[] content) {
        var file = new File();
        var seen = new HashMap<String, Integer>();
        var starts = new HashMap<String, String>();
        try {
            SheetFile.each(table, content, row -> {
                file.count++;
                if (!row.problems().isEmpty()) {
                    for (var problem : row.problems())
                        fault(file, row.number(), table, problem.column(), problem.sentence());
                    return;
                }
                var read = table.read(row.values());
                for (var one : read.faults())
                    fault(file, row.number(), table, column(table, one.field()), one.sentence());
                var found = read.row();
                if (found == null) return;
                var before = seen.putIfAbsent(found.key(), row.number());
                if (before != null) fault(file, row.number(), table, -1, "和第 " + before + " 行重复");
                else if (table == RuleTable.LIMITS
                        && !starts.computeIfAbsent(found.cell("standard"), _ -> found.cell("fromOn"))
                                .equals(found.cell("fromOn")))
                    fault(file, row.number(), table, column(table, "fromOn"), "同一个标准的实施日期不一样");
                else file.rows.add(found);
            });
        } catch (SheetFile.TooManyRows e) {
            file.refusal = Refusal.of("exchange.sheet.too-many", Ui.number(SheetFile.MOST_ROWS))
                    .at("file");
        } catch (RuntimeException e) {
            // The libraries throw what they like at a broken file: all of it means the same to the person.
            file.refusal = Refusal.of("exchange.file.broken").at("file");
        }
        if (file.refusal == null && file.count == 0)
            file.refusal = Refusal.of("exchange.sheet.no-rows").at("file");
        return file;
    }

    private static void fault(File file, int row, RuleTable table, int column, String sentence) {
        file.faulty.add(row);
        if (file.faults.size() >= FAULTS_KEPT) return;
        file.faults.add(new Fault(
                row,
                column < 0 ? "" : SheetFile.columnLetter(column),
                column < 0 ? "" : table.columns().get(column).title(),
                sentence));
    }

    private static int column(RuleTable table, String field) {
        for (int c = 0; c < table.columns().size(); c++)
            if (table.columns().get(c).field().equals(field)) return c;
        return -1;
    }

    /// The table as it came, with what is wrong in a column of its own: to be mended and handed in again.
    public byte[] mending(Proposal of) {
        var out = new ByteArrayOutputStream();
        var sentences = new HashMap<Integer, List<String>>();
        for (var fault : store.faults(of.id(), FAULTS_KEPT))
            sentences
                    .computeIfAbsent(fault.row(), _ -> new ArrayList<>())
                    .add(fault.title().isEmpty() ? fault.sentence() : fault.title() + "：" + fault.sentence());
        var columns = new ArrayList<Spreadsheet.Column>();
        for (var column : of.table().columns()) columns.add(Spreadsheet.Column.of(column.head(), column.width()));
        columns.add(Spreadsheet.Column.of(SheetTemplate.ERRORS_HEAD, 60));
        try (var sheet = new Spreadsheet(out, of.table().title(), columns, List.of())) {
            SheetFile.each(of.table(), store.content(of.id()), row -> {
                var values = new ArrayList<>(row.values());
                values.add(String.join("；", sentences.getOrDefault(row.number(), List.of())));
                sheet.row(values);
            });
        }
        return out.toByteArray();
    }

    /// 试算: lays the rows on the book inside a transaction that is rolled back, so that what is tried is exactly what
    /// an approval would do.
    private void replay(long id) {
        var proposal = store.find(id).orElseThrow();
        if (proposal.faulty() > 0 || proposal.changes() == 0) return;
        var before = books.read(proposal.base());
        var after = transaction.execute(status -> {
            status.setRollbackOnly();
            int next = release(proposal, today(), "试算");
            store.apply(proposal, next);
            return books.read(next);
        });
        if (after == null) return;
        var registrations = new TreeSet<String>();
        for (var change : store.changes(proposal, null, 0, 2_000))
            for (var row : new RuleRow[] {change.before(), change.after()})
                if (row != null && !row.cell("registration").isEmpty()) registrations.add(row.cell("registration"));
        var asked = new LinkedHashSet<UsesOnFile.Use>();
        var from = new ArrayList<String>();
        var today = today();
        for (var one : uses.orderedStream().toList()) {
            int had = asked.size();
            one.each(today.minusYears(YEARS_BACK), MOST_USES, asked::add);
            from.add(one.title() + " " + Ui.number((long) asked.size() - had) + " 条");
        }
        int had = asked.size();
        var days = List.of(today, today.plusDays(DAYS_AHEAD));
        asked.addAll(Replay.samples(after, registrations, days, MOST_USES));
        asked.addAll(Replay.samples(before, registrations, days, MOST_USES));
        from.add("按规则行列出的问题 " + Ui.number((long) asked.size() - had) + " 个");
        store.replayed(id, Replay.of(before, after, asked, from));
    }

    /// Held against the newest book again, after another release took its place.
    public Decision<Proposal> compareAgain(Actor actor, long id) {
        var proposal = find(actor, id).orElse(null);
        if (proposal == null || proposal.state() != State.OPEN && proposal.state() != State.DRAFT)
            return Decision.refused("standard.proposal-decided");
        if (!mayHandIn(actor) && !mayApprove(actor)) return Decision.refused("standard.proposal-no-right");
        var file = read(proposal.table(), store.content(id));
        transaction.executeWithoutResult(_ -> compare(id, proposal.table(), proposal.whole(), file, books.newest()));
        replay(id);
        return Decision.done(store.find(id).orElseThrow());
    }

    /// 交审.
    /// @param document name, number and day of the official list
    @Transactional
    public Decision<Proposal> handIn(Actor actor, long id, String document) {
        var proposal = find(actor, id).flatMap(_ -> store.lock(id)).orElse(null);
        if (proposal == null || proposal.state() != State.DRAFT) return Decision.refused("standard.proposal-decided");
        if (!mayHandIn(actor)) return Decision.refused("standard.proposal-no-right");
        if (proposal.faulty() > 0) return Decision.refused("standard.proposal-faulty", proposal.faulty());
        if (proposal.changes() == 0) return Decision.refused("standard.proposal-nothing");
        var words = document.strip();
        if (words.isEmpty())
            return Decision.refused(Refusal.of("standard.proposal-document").at("document"));
        if (words.length() > LONGEST)
            return Decision.refused(Refusal.of("standard.too-long", LONGEST).at("document"));
        sql.update(PROPOSALS)
                .set(PROPOSALS.STATE, State.OPEN.code())
                .set(PROPOSALS.DOCUMENT, words)
                .set(PROPOSALS.HANDED_IN_AT, clock.instant())
                .where(PROPOSALS.ID.eq(id))
                .execute();
        write(actor, "rules.hand-in", proposal, "交审规则数据“" + proposal.table().title() + "”：" + said(proposal), words);
        return Decision.done(store.find(id).orElseThrow());
    }

    private static String said(Proposal proposal) {
        return "新增 " + proposal.added() + "、改动 " + proposal.changed() + "、作废 " + proposal.ended() + " 条";
    }

    /// 放弃: only by the bearer, before anybody decided.
    @Transactional
    public Decision<Proposal> withdraw(Actor actor, long id) {
        var proposal = find(actor, id).flatMap(_ -> store.lock(id)).orElse(null);
        if (proposal == null
                || proposal.createdBy() != actor.accountId()
                || proposal.state() != State.DRAFT && proposal.state() != State.OPEN)
            return Decision.refused("standard.proposal-decided");
        sql.update(PROPOSALS)
                .set(PROPOSALS.STATE, State.WITHDRAWN.code())
                .where(PROPOSALS.ID.eq(id))
                .execute();
        if (proposal.state() == State.OPEN)
            write(
                    actor,
                    "rules.withdraw",
                    proposal,
                    "放弃交审的规则数据“" + proposal.table().title() + "”",
                    null);
        return Decision.done(proposal);
    }

    // --- deciding

    /// 批准. From the day of force on, these are the rules.
    /// @param base the release that the difference on the person's screen was held against
    @Transactional
    public Decision<Proposal> approve(Actor actor, long id, int base, @Nullable LocalDate from, String reason) {
        // One release after the other: numbers and days go up together.
        sql.execute("select pg_advisory_xact_lock(?)", "standard-release".hashCode());
        var proposal = find(actor, id).flatMap(_ -> store.lock(id)).orElse(null);
        var refusal = refusal(actor, proposal, reason);
        if (refusal.isPresent() || proposal == null)
            return Decision.refused(refusal.orElseGet(() -> Refusal.of("standard.proposal-decided")));
        int newest = books.newest();
        if (proposal.base() != newest || base != newest) return Decision.refused("standard.proposal-outdated");
        if (from == null)
            return Decision.refused(Refusal.of("standard.day-wrong").at("from"));
        var last = Objects.requireNonNull(sql.select(RELEASES.IN_FORCE_FROM)
                .from(RELEASES)
                .where(RELEASES.ID.eq(newest))
                .fetchSingle()
                .value1());
        var earliest = last.isAfter(today()) ? last : today();
        if (from.isBefore(earliest))
            return Decision.refused(
                    Refusal.of("standard.proposal-day", earliest).at("from"));
        if (from.isAfter(today().plusYears(YEARS_BACK)))
            return Decision.refused(Refusal.of("standard.proposal-day-far", today().plusYears(YEARS_BACK))
                    .at("from"));
        int release = release(proposal, from, proposal.document());
        store.apply(proposal, release);
        decide(actor, proposal, State.APPROVED, reason)
                .set(PROPOSALS.IN_FORCE_FROM, from)
                .set(PROPOSALS.RELEASE_ID, release)
                .where(PROPOSALS.ID.eq(id))
                .execute();
        write(
                actor,
                "rules.approve",
                proposal,
                "批准规则数据“" + proposal.table().title() + "”，" + from + " 起生效：" + said(proposal),
                reason.strip());
        return Decision.done(store.find(id).orElseThrow());
    }

    /// 不批准.
    @Transactional
    public Decision<Proposal> refuse(Actor actor, long id, String reason) {
        var proposal = find(actor, id).flatMap(_ -> store.lock(id)).orElse(null);
        var refusal = refusal(actor, proposal, reason);
        if (refusal.isPresent() || proposal == null)
            return Decision.refused(refusal.orElseGet(() -> Refusal.of("standard.proposal-decided")));
        decide(actor, proposal, State.REFUSED, reason)
                .where(PROPOSALS.ID.eq(id))
                .execute();
        write(actor, "rules.refuse", proposal, "没有批准规则数据“" + proposal.table().title() + "”", reason.strip());
        return Decision.done(store.find(id).orElseThrow());
    }

    private Optional<Refusal> refusal(Actor actor, @Nullable Proposal proposal, String reason) {
        if (proposal == null || proposal.state() != State.OPEN)
            return Optional.of(Refusal.of("standard.proposal-decided"));
        if (!mayApprove(actor)) return Optional.of(Refusal.of("standard.proposal-no-right"));
        if (proposal.createdBy() == actor.accountId()) return Optional.of(Refusal.of("standard.proposal-own"));
        if (reason.isBlank())
            return Optional.of(Refusal.of("standard.proposal-reason").at("reason"));
        if (reason.length() > LONGEST)
            return Optional.of(Refusal.of("standard.too-long", LONGEST).at("reason"));
        return Optional.empty();
    }

    private org.jooq.UpdateSetMoreStep<ProposalsRecord> decide(
            Actor actor, Proposal proposal, State state, String reason) {
        return sql.update(PROPOSALS)
                .set(PROPOSALS.STATE, state.code())
                .set(PROPOSALS.DECIDED_BY, actor.accountId())
                .set(PROPOSALS.DECIDED_BY_NAME, actor.name())
                .set(PROPOSALS.DECIDED_OFFICE, actor.officeName())
                .set(PROPOSALS.DECIDED_AT, clock.instant())
                .set(PROPOSALS.REASON, reason.strip());
    }

    private int release(Proposal proposal, LocalDate from, String document) {
        int id = books.newest() + 1;
        var wholes = new HashSet<>(sql.selectDistinct(RELEASES.TABLE_CODE)
                .from(RELEASES)
                .where(RELEASES.WHOLE)
                .fetch(RELEASES.TABLE_CODE));
        if (proposal.whole()) wholes.add(proposal.table().code());
        var samples = Stream.of(RuleTable.PRODUCTS, RuleTable.RESTRICTIONS, RuleTable.LIMITS, RuleTable.WITHDRAWAL)
                .filter(table -> !wholes.contains(table.code()))
                .map(RuleTable::title)
                .toList();
        sql.insertInto(RELEASES)
                .set(RELEASES.ID, id)
                .set(RELEASES.TITLE, proposal.table().title() + " " + from + (document.isEmpty() ? "" : "：" + document))
                .set(RELEASES.COMPLETE, samples.isEmpty())
                .set(RELEASES.NOTE, samples.isEmpty() ? "" : String.join("、", samples) + "还没有整表导入，仍有样例")
                .set(RELEASES.IN_FORCE_FROM, from)
                .set(RELEASES.TABLE_CODE, proposal.table().code())
                .set(RELEASES.WHOLE, proposal.whole())
                .set(RELEASES.APPROVED_AT, clock.instant())
                .execute();
        return id;
    }

    private void write(Actor actor, String act, Proposal proposal, String summary, @Nullable String reason) {
        journal.write(
                actor,
                JournalEntry.of(
                                act,
                                actor.region(),
                                "rule-proposal",
                                proposal.id(),
                                proposal.table().title(),
                                summary)
                        .because(reason));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
