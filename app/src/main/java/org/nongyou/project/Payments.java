package org.nongyou.project;

import static nongyoudb.project.Tables.VOUCHERS;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nongyoudb.project.tables.records.VouchersRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.PaperNumber;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
import org.springframework.stereotype.Service;

/// A project's payments (支出): entered with their vouchers, reversed, and found off purpose by the levels above.
/// Nothing is ever deleted.
@Service
public class Payments {

    private final ProjectStore store;
    private final Projects projects;
    private final DSLContext sql;
    private final Schemes schemes;
    private final Rights rights;
    private final FundActs acts;

    Payments(ProjectStore store, Projects projects, DSLContext sql, Schemes schemes, Rights rights, FundActs acts) {
        this.store = store;
        this.projects = projects;
        this.sql = sql;
        this.schemes = schemes;
        this.rights = rights;
        this.acts = acts;
    }

    /// The newest first.
    public List<Voucher> vouchers(Project project, int offset, int limit) {
        return store.vouchers(project.id(), offset, limit);
    }

    /// Whether the person looks at the project's payments from above.
    public boolean mayInspect(Actor actor, Project project) {
        return actor.may(Verb.DECIDE) && Rights.above(actor, schemes.at(project.scheme()), project.region()) != null;
    }

    private static Map<String, String> purposes(Subsidy.Allocation allocation) {
        var purposes = new LinkedHashMap<String, String>();
        for (var one : allocation.purposes()) purposes.put(one.id(), one.title());
        return purposes;
    }

    /// In the order of the form, so that faults are told from top to bottom.
    private static final List<String> FIELDS =
            List.of("line", "purpose", "contract", "number", "paidOn", "amount", "payee", "content", "note", "file");

    private static Refusal inOrder(List<Refusal> faults) {
        return Refusal.joined(faults.stream()
                .sorted(Comparator.comparingInt(
                        fault -> FIELDS.indexOf(Objects.requireNonNullElse(fault.field(), "file"))))
                .toList());
    }

    /// Enters a payment with its voucher. Refused: above the line, above what arrived, above the contract, beside a
    /// contract that is open with the payee or out of what open contracts need, for another purpose, twice on one
    /// voucher however its number is written, dated before the project, after today, or after the project without a
    /// word why.
    public Decision<Project> pay(Actor actor, long id, NewVoucher form, @Nullable Attachment scan) {
        return acts.act(actor, id, project -> {
            var barred = projects.barredFromWork(actor, project);
            if (barred.isPresent()) return Decision.refused(barred.get());
            var allocation = projects.allocation(project);
            if (!project.hasAccount())
                return Decision.refused(Refusal.of("project.account-missing")
                        .citing(Projects.cite(allocation))
                        .at("account"));
            var typed = new Typed();
            var number = typed.text("number", "凭证号", form.number(), Funds.LONGEST_NUMBER);
            var content = typed.text("content", "摘要", form.content());
            var amount = typed.money("amount", "金额", form.amount());
            var paidOn =
                    typed.day("paidOn", "支出日期", form.paidOn(), project.period().from(), projects.today());
            long line = Typed.id(form.line());
            var ledger = acts.ledger(project);
            if (!ledger.lines().containsKey(line))
                typed.fault(Refusal.of("project.line-unknown").at("line"));
            var contract = form.contract().isBlank() ? null : Long.valueOf(Typed.id(form.contract()));
            var pact = contract == null
                    ? Optional.<Contract>empty()
                    : store.contracts(id).stream()
                            .filter(one -> one.id() == contract)
                            .findFirst();
            var payee = pact.map(Contract::implementer).orElse(form.payee());
            if (pact.isEmpty()) payee = typed.text("payee", "收款单位", payee, 60);
            if (contract == null) besideContract(project, payee).ifPresent(typed::fault);
            againstNumber(project, number).ifPresent(typed::fault);
            var over = project.period().to();
            var note = form.note().isBlank() ? "" : typed.text("note", "说明", form.note());
            if (over != null && note.isEmpty() && paidOn.isAfter(over) && !paidOn.isAfter(projects.today()))
                typed.fault(Refusal.of("project.voucher-after", paidOn, over)
                        .citing(Projects.cite(allocation))
                        .at("note"));
            if (!typed.sound()) return Decision.refused(inOrder(typed.faults()));
            var payment = new Ledger.Payment(line, form.purpose(), contract, paidOn, amount);
            var against = ledger.against(payment, purposes(allocation), FundActs.purposeClause(allocation));
            if (!against.isEmpty()) return Decision.refused(inOrder(against));
            var to = payee;
            return acts.stored(actor, project, scan).then(file -> {
                int inserted = sql.insertInto(VOUCHERS)
                        .set(VOUCHERS.PROJECT_ID, id)
                        .set(VOUCHERS.LINE_ID, line)
                        .set(VOUCHERS.CONTRACT_ID, contract)
                        .set(VOUCHERS.ACCOUNT_NUMBER, project.accountNumber())
                        .set(VOUCHERS.NUMBER, number)
                        .set(VOUCHERS.NUMBER_KEY, PaperNumber.key(number))
                        .set(VOUCHERS.PAID_ON, paidOn)
                        .set(VOUCHERS.PAYEE, to)
                        .set(VOUCHERS.PURPOSE, form.purpose())
                        .set(VOUCHERS.CONTENT, content)
                        .set(VOUCHERS.NOTE, note)
                        .set(VOUCHERS.AMOUNT_FEN, amount.fen())
                        .set(VOUCHERS.FILE_ID, file.map(StoredFile::id).orElse(null))
                        .set(VOUCHERS.MADE_BY, actor.accountId())
                        .set(VOUCHERS.MADE_AT, projects.now())
                        .onConflictDoNothing()
                        .execute();
                if (inserted == 0)
                    return Decision.refused(
                            Refusal.of("project.voucher-elsewhere", number).at("number"));
                return acts.done(
                        actor,
                        project,
                        "pay",
                        "支出：" + number + "，" + to + "，" + Digits.grouped(amount) + " 元，" + content,
                        note.isEmpty() ? null : note);
            });
        });
    }

    private Optional<Refusal> againstNumber(Project project, String number) {
        if (number.isEmpty()) return Optional.empty();
        var key = PaperNumber.key(number);
        if (key.isEmpty())
            return Optional.of(Refusal.of("project.voucher-no-sign", number).at("number"));
        return sql.selectFrom(VOUCHERS)
                .where(VOUCHERS.ACCOUNT_NUMBER.eq(project.accountNumber()))
                .and(VOUCHERS.NUMBER_KEY.eq(key))
                .fetchOptional()
                .map(row -> again(project, number, row).at("number"));
    }

    private static Refusal again(Project project, String number, VouchersRecord row) {
        if (row.getProjectId() != project.id()) return Refusal.of("project.voucher-elsewhere", number);
        var amount = Digits.grouped(new Money(row.getAmountFen()));
        return row.getNumber().equals(number)
                ? Refusal.of("project.voucher-again", number, row.getPaidOn(), row.getPayee(), amount)
                : Refusal.of(
                        "project.voucher-again-spelled",
                        number,
                        row.getNumber(),
                        row.getPaidOn(),
                        row.getPayee(),
                        amount);
    }

    /// Whoever has a contract that is not paid up yet is paid under it.
    private Optional<Refusal> besideContract(Project project, String payee) {
        var name = PaperNumber.key(payee);
        if (name.isEmpty()) return Optional.empty();
        return store.contracts(project.id()).stream()
                .filter(one -> one.holds() && one.left().fen() > 0)
                .filter(one -> PaperNumber.key(one.implementer()).equals(name))
                .findFirst()
                .map(one -> Refusal.of(
                                "project.voucher-contracted",
                                one.implementer(),
                                one.number(),
                                Digits.grouped(one.left()))
                        .citing(Projects.cite(projects.allocation(project)))
                        .at("contract"));
    }

    /// Reverses a payment (冲销). Its number stays used.
    public Decision<Project> reverse(Actor actor, long id, long voucher, String reason) {
        return acts.act(actor, id, project -> {
            var barred = projects.barredFromWork(actor, project);
            if (barred.isPresent()) return Decision.refused(barred.get());
            var typed = new Typed();
            var why = typed.text("reason", "理由", reason);
            if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
            var row = sql.update(VOUCHERS)
                    .set(VOUCHERS.VOIDED_AT, projects.now())
                    .set(VOUCHERS.VOID_REASON, why)
                    .where(VOUCHERS.ID.eq(voucher))
                    .and(VOUCHERS.PROJECT_ID.eq(id))
                    .and(VOUCHERS.VOIDED_AT.isNull())
                    .returning()
                    .fetchOptional();
            if (row.isEmpty()) return Decision.refused("project.void-gone");
            return acts.done(
                    actor,
                    project,
                    "reverse",
                    "冲销：" + row.get().getNumber() + "，"
                            + Digits.grouped(new Money(row.get().getAmountFen())) + " 元",
                    why);
        });
    }

    /// A level above finds that a payment was not for the project. It counts as spent off purpose until the county
    /// reverses it.
    public Decision<Project> markOffPurpose(Actor actor, long id, long voucher, String reason) {
        return acts.act(actor, id, project -> {
            if (!mayInspect(actor, project))
                return Decision.refused(rights.barred(
                                actor,
                                schemes.at(project.scheme()),
                                project.region(),
                                Level.CITY,
                                Verb.DECIDE,
                                Projects.cite(projects.allocation(project)))
                        .orElseGet(() -> Refusal.of("project.no-right", Verb.DECIDE.title())));
            var typed = new Typed();
            var why = typed.text("reason", "理由", reason);
            if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
            var row = sql.update(VOUCHERS)
                    .set(VOUCHERS.OFF_PURPOSE, why)
                    .set(VOUCHERS.OFF_PURPOSE_BY, actor.officeName())
                    .set(VOUCHERS.OFF_PURPOSE_AT, projects.now())
                    .where(VOUCHERS.ID.eq(voucher))
                    .and(VOUCHERS.PROJECT_ID.eq(id))
                    .and(VOUCHERS.VOIDED_AT.isNull())
                    .and(VOUCHERS.OFF_PURPOSE_AT.isNull())
                    .returning()
                    .fetchOptional();
            if (row.isEmpty()) return Decision.refused("project.void-gone");
            return acts.done(
                    actor,
                    project,
                    "off-purpose",
                    "认定没有专款专用：" + row.get().getNumber() + "，"
                            + Digits.grouped(new Money(row.get().getAmountFen())) + " 元",
                    why);
        });
    }
}
