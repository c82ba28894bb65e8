package org.nongyou.project;

import static nongyoudb.project.Tables.BUDGET_LINES;
import static nongyoudb.project.Tables.CONTRACTS;
import static nongyoudb.project.Tables.TRANSFERS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Schemes;
import org.springframework.stereotype.Service;

/// A project's money (项目资金): handed down level by level, planned, contracted. Each act locks the project and
/// is judged against the account as it stands then; nothing is ever deleted, what was wrong is voided with its reason.
@Service
public class Funds {

    static final int LONGEST_NUMBER = 60;

    private final ProjectStore store;
    private final Projects projects;
    private final DSLContext sql;
    private final Schemes schemes;
    private final Rights rights;
    private final FundActs acts;

    Funds(ProjectStore store, Projects projects, DSLContext sql, Schemes schemes, Rights rights, FundActs acts) {
        this.store = store;
        this.projects = projects;
        this.sql = sql;
        this.schemes = schemes;
        this.rights = rights;
        this.acts = acts;
    }

    // --- Reading

    public List<Transfer> transfers(Project project) {
        return store.transfers(project.id());
    }

    public List<BudgetLine> lines(Project project) {
        return store.lines(project.id());
    }

    public List<Implementer> implementers(Project project) {
        return store.implementers(project.id());
    }

    public List<Contract> contracts(Project project) {
        return store.contracts(project.id());
    }

    /// The levels on the money's way, the highest first.
    public List<Level> through(Project project) {
        return acts.through(project);
    }

    /// What each level was handed and has handed on.
    public Map<Level, Money> standing(Project project) {
        var ledger = acts.ledger(project);
        var standing = new LinkedHashMap<Level, Money>();
        for (var level : ledger.through()) standing.put(level, ledger.at(level));
        return standing;
    }

    /// The level whose office the person acts for and that hands money on, or null.
    public @Nullable Level handsOn(Actor actor, Project project) {
        if (!actor.may(Verb.DECIDE) || !project.running()) return null;
        var through = through(project);
        for (var level : through.subList(0, through.size() - 1))
            if (Rights.actsAt(actor, schemes.at(project.scheme()), project.region(), level)) return level;
        return null;
    }

    // --- Handing down

    /// Hands money down from the person's level to the next.
    public Decision<Project> transfer(Actor actor, long id, NewTransfer form) {
        return acts.act(actor, id, project -> {
            var from = handsOn(actor, project);
            if (from == null) {
                var through = through(project);
                return Decision.refused(notHandingOn(actor, project, through.get(through.size() - 2)));
            }
            var to = Objects.requireNonNull(acts.ledger(project).below(from));
            var typed = new Typed();
            var amount = typed.money("amount", "金额", form.amount());
            var document = typed.text("document", "文号", form.document(), LONGEST_NUMBER);
            var day =
                    typed.day("madeOn", "下达日期", form.madeOn(), project.period().from(), projects.today());
            if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
            var again = store.transfers(project.id()).stream()
                    .filter(Transfer::holds)
                    .filter(one -> one.to() == to && one.document().equals(document))
                    .findFirst();
            if (again.isPresent())
                return Decision.refused(Refusal.of(
                                "project.transfer-again",
                                document,
                                to.title(),
                                Digits.grouped(again.get().amount()))
                        .at("document"));
            var against = acts.ledger(project).againstTransfer(to, amount);
            if (!against.isEmpty()) return Decision.refused(Refusal.joined(against));
            sql.insertInto(TRANSFERS)
                    .set(TRANSFERS.PROJECT_ID, id)
                    .set(TRANSFERS.FROM_LEVEL, from.code())
                    .set(TRANSFERS.TO_LEVEL, to.code())
                    .set(TRANSFERS.AMOUNT_FEN, amount.fen())
                    .set(TRANSFERS.DOCUMENT, document)
                    .set(TRANSFERS.MADE_ON, day)
                    .set(TRANSFERS.MADE_BY, actor.accountId())
                    .set(TRANSFERS.OFFICE_NAME, actor.officeName())
                    .set(TRANSFERS.MADE_AT, projects.now())
                    .execute();
            return acts.done(
                    actor,
                    project,
                    "transfer",
                    "下达到" + to.title() + " " + Digits.grouped(amount) + " 元，" + document,
                    null);
        });
    }

    /// @param level whose office it is to do
    private Refusal notHandingOn(Actor actor, Project project, Level level) {
        if (!project.running())
            return Refusal.of("project.not-running", project.state().title());
        var clause = Projects.cite(projects.allocation(project));
        return rights.barred(actor, schemes.at(project.scheme()), project.region(), level, Verb.DECIDE, clause)
                .orElseGet(() -> Refusal.of("project.no-right", Verb.DECIDE.title()));
    }

    /// Takes a transfer back while nothing below depends on it.
    public Decision<Project> voidTransfer(Actor actor, long id, long transfer, String reason) {
        return acts.act(actor, id, project -> {
            var one = store.transfers(id).stream()
                    .filter(each -> each.id() == transfer && each.holds())
                    .findFirst()
                    .orElse(null);
            if (one == null) return Decision.refused("project.void-gone");
            if (handsOn(actor, project) != one.from())
                return Decision.refused(notHandingOn(actor, project, one.from()));
            var typed = new Typed();
            var why = typed.text("reason", "理由", reason);
            if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
            var against = acts.ledger(project).againstTransferVoided(one.to(), one.amount());
            if (!against.isEmpty()) return Decision.refused(Refusal.joined(against));
            sql.update(TRANSFERS)
                    .set(TRANSFERS.VOIDED_AT, projects.now())
                    .set(TRANSFERS.VOID_REASON, why)
                    .where(TRANSFERS.ID.eq(transfer))
                    .execute();
            return acts.done(
                    actor,
                    project,
                    "void-transfer",
                    "收回下达到" + one.to().title() + "的 " + Digits.grouped(one.amount()) + " 元，" + one.document(),
                    why);
        });
    }

    // --- The budget

    /// Adds a line to the budget.
    public Decision<Project> addLine(Actor actor, long id, NewLine form) {
        return acts.act(actor, id, project -> {
            var barred = projects.barredFromWork(actor, project);
            if (barred.isPresent()) return Decision.refused(barred.get());
            var allocation = projects.allocation(project);
            var typed = new Typed();
            var title = typed.text("title", "预算项目", form.title(), 60);
            var amount = typed.money("amount", "金额", form.amount());
            if (!allocation.purposes().isEmpty()
                    && allocation.purpose(form.purpose()).isEmpty())
                typed.fault(Refusal.of("project.purpose-unknown")
                        .citing(FundActs.purposeClause(allocation))
                        .at("purpose"));
            if (store.lines(id).stream().anyMatch(line -> line.title().equals(title)))
                typed.fault(Refusal.of("project.line-again", title).at("title"));
            if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
            var against = acts.ledger(project).againstLine(null, amount);
            if (!against.isEmpty()) return Decision.refused(Refusal.joined(against));
            sql.insertInto(BUDGET_LINES)
                    .set(BUDGET_LINES.PROJECT_ID, id)
                    .set(BUDGET_LINES.TITLE, title)
                    .set(BUDGET_LINES.PURPOSE, form.purpose())
                    .set(BUDGET_LINES.AMOUNT_FEN, amount.fen())
                    .set(BUDGET_LINES.CREATED_AT, projects.now())
                    .execute();
            return acts.done(actor, project, "plan", "预算：" + title + " " + Digits.grouped(amount) + " 元", null);
        });
    }

    /// Changes the amount of a line: never below what is contracted or paid.
    public Decision<Project> changeLine(Actor actor, long id, long lineId, String typedAmount) {
        return acts.act(actor, id, project -> {
            var barred = projects.barredFromWork(actor, project);
            if (barred.isPresent()) return Decision.refused(barred.get());
            var line = acts.ledger(project).lines().get(lineId);
            if (line == null) return Decision.refused("project.line-unknown");
            var typed = new Typed();
            var amount = typed.money("amount", "金额", typedAmount);
            if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
            var against = acts.ledger(project).againstLine(line, amount);
            if (!against.isEmpty()) return Decision.refused(Refusal.joined(against));
            sql.update(BUDGET_LINES)
                    .set(BUDGET_LINES.AMOUNT_FEN, amount.fen())
                    .where(BUDGET_LINES.ID.eq(lineId))
                    .execute();
            return acts.done(
                    actor,
                    project,
                    "plan",
                    "调整预算：" + line.title() + " 从 " + Digits.grouped(line.amount()) + " 元到 " + Digits.grouped(amount)
                            + " 元",
                    null);
        });
    }

    // --- Contracts

    public Decision<Project> contract(Actor actor, long id, NewContract form, @Nullable Attachment scan) {
        return acts.act(actor, id, project -> {
            var barred = projects.barredFromWork(actor, project);
            if (barred.isPresent()) return Decision.refused(barred.get());
            var typed = new Typed();
            var number = typed.text("number", "合同编号", form.number(), LONGEST_NUMBER);
            var content = typed.text("content", "内容", form.content());
            var amount = typed.money("amount", "金额", form.amount());
            var signedOn = typed.day(
                    "signedOn", "签订日期", form.signedOn(), project.period().from(), projects.today());
            long implementer = Typed.id(form.implementer());
            var with = store.implementers(id).stream()
                    .filter(one -> one.id() == implementer)
                    .findFirst();
            if (with.isEmpty())
                typed.fault(Refusal.of("project.implementer-unknown").at("implementer"));
            if (store.contracts(id).stream()
                    .anyMatch(one -> one.holds() && one.number().equals(number)))
                typed.fault(Refusal.of("project.contract-again", number).at("number"));
            long line = Typed.id(form.line());
            if (!store.lines(id).stream().anyMatch(one -> one.id() == line))
                typed.fault(Refusal.of("project.line-unknown").at("line"));
            if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
            var against = acts.ledger(project).againstContract(line, amount);
            if (!against.isEmpty()) return Decision.refused(Refusal.joined(against));
            return acts.stored(actor, project, scan).then(file -> {
                sql.insertInto(CONTRACTS)
                        .set(CONTRACTS.PROJECT_ID, id)
                        .set(CONTRACTS.LINE_ID, line)
                        .set(CONTRACTS.IMPLEMENTER_ID, implementer)
                        .set(CONTRACTS.NUMBER, number)
                        .set(CONTRACTS.CONTENT, content)
                        .set(CONTRACTS.AMOUNT_FEN, amount.fen())
                        .set(CONTRACTS.SIGNED_ON, signedOn)
                        .set(CONTRACTS.FILE_ID, file.map(StoredFile::id).orElse(null))
                        .set(CONTRACTS.MADE_BY, actor.accountId())
                        .set(CONTRACTS.MADE_AT, projects.now())
                        .execute();
                return acts.done(
                        actor,
                        project,
                        "contract",
                        "签合同：" + number + "，" + with.orElseThrow().name() + "，" + Digits.grouped(amount) + " 元",
                        null);
            });
        });
    }

    /// Ends a contract under which nothing was paid.
    public Decision<Project> voidContract(Actor actor, long id, long contract, String reason) {
        return acts.act(actor, id, project -> {
            var barred = projects.barredFromWork(actor, project);
            if (barred.isPresent()) return Decision.refused(barred.get());
            var one = store.contracts(id).stream()
                    .filter(each -> each.id() == contract && each.holds())
                    .findFirst()
                    .orElse(null);
            if (one == null) return Decision.refused("project.void-gone");
            if (one.paid().fen() > 0)
                return Decision.refused("project.contract-paid", one.number(), Digits.grouped(one.paid()));
            var typed = new Typed();
            var why = typed.text("reason", "理由", reason);
            if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
            sql.update(CONTRACTS)
                    .set(CONTRACTS.VOIDED_AT, projects.now())
                    .set(CONTRACTS.VOID_REASON, why)
                    .where(CONTRACTS.ID.eq(contract))
                    .execute();
            return acts.done(actor, project, "void-contract", "作废合同 " + one.number(), why);
        });
    }
}
