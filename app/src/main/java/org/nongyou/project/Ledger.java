package org.nongyou.project;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;

/// The rules of a project's money, without rows: what was given caps what is handed down and planned, what arrived and
/// what a line has left caps what is paid. Every act is judged here against the account as it stands.
/// @param clause  of the document's allocation, for refusals
/// @param through the levels on the money's way, the highest first
/// @param arrived what each level below the first was handed
/// @param lines   the budget, by id
/// @param pacts   the contracts that hold, by id
record Ledger(
        Money funds,
        String clause,
        List<Level> through,
        Map<Level, Money> arrived,
        Map<Long, BudgetLine> lines,
        Map<Long, Pact> pacts) {

    Ledger {
        through = List.copyOf(through);
        arrived = Map.copyOf(arrived);
        lines = Map.copyOf(lines);
        pacts = Map.copyOf(pacts);
    }

    /// A contract that holds.
    record Pact(long id, String number, long line, LocalDate signedOn, Money amount, Money paid) {}

    /// A payment that is to be made.
    /// @param purpose what it is spent for
    record Payment(long line, String purpose, @Nullable Long contract, LocalDate paidOn, Money amount) {}

    static Ledger empty(Money funds, String clause, List<Level> through) {
        return new Ledger(funds, clause, through, Map.of(), Map.of(), Map.of());
    }

    // --- What there is

    /// What a level has: all the money at the first, what was handed to it at the others.
    Money at(Level level) {
        return level == through.getFirst() ? funds : arrived.getOrDefault(level, Money.ZERO);
    }

    /// What arrived where it is spent.
    Money received() {
        return at(through.getLast());
    }

    Money planned() {
        return lines.values().stream().map(BudgetLine::amount).reduce(Money.ZERO, Money::plus);
    }

    Money contracted() {
        return lines.values().stream().map(BudgetLine::contracted).reduce(Money.ZERO, Money::plus);
    }

    Money spent() {
        return lines.values().stream().map(BudgetLine::spent).reduce(Money.ZERO, Money::plus);
    }

    /// The level to which a level hands down, or null for the last.
    @Nullable
    Level below(Level level) {
        int at = through.indexOf(level);
        return at < 0 || at + 1 >= through.size() ? null : through.get(at + 1);
    }

    // --- Handing down

    List<Refusal> againstTransfer(Level to, Money amount) {
        var from = through.get(through.indexOf(to) - 1);
        var left = at(from).minus(at(to));
        if (amount.compareTo(left) <= 0) return List.of();
        return List.of(Refusal.of(
                        "project.transfer-over",
                        from.title(),
                        yuan(at(from)),
                        to.title(),
                        yuan(at(to)),
                        yuan(left),
                        yuan(amount))
                .citing(clause)
                .at("amount"));
    }

    /// Money is taken back only while nobody below has handed it on or spent it.
    List<Refusal> againstTransferVoided(Level to, Money amount) {
        var next = below(to);
        var used = next == null ? spent() : at(next);
        if (at(to).minus(amount).compareTo(used) >= 0) return List.of();
        return List.of(Refusal.of("project.transfer-used", to.title(), yuan(at(to)), yuan(used), yuan(amount))
                .citing(clause));
    }

    Ledger handed(Level to, Money amount) {
        var more = new HashMap<>(arrived);
        more.merge(to, amount, Money::plus);
        return new Ledger(funds, clause, through, more, lines, pacts);
    }

    // --- Planning

    List<Refusal> againstLine(@Nullable BudgetLine before, Money amount) {
        var against = new ArrayList<Refusal>();
        var others = planned().minus(before == null ? Money.ZERO : before.amount());
        var left = funds.minus(others);
        if (amount.compareTo(left) > 0)
            against.add(Refusal.of("project.plan-over", yuan(others.plus(amount)), yuan(funds), yuan(left))
                    .citing(clause)
                    .at("amount"));
        if (before != null && amount.compareTo(before.contracted()) < 0)
            against.add(Refusal.of("project.line-below-contracts", before.title(), yuan(before.contracted()))
                    .at("amount"));
        if (before != null && amount.compareTo(before.spent()) < 0)
            against.add(Refusal.of("project.line-below-spent", before.title(), yuan(before.spent()))
                    .at("amount"));
        if (before != null && against.isEmpty()) {
            var owed = owed(before.id());
            var least = before.spent().plus(owed);
            if (amount.compareTo(least) < 0)
                against.add(Refusal.of(
                                "project.line-below-needs",
                                before.title(),
                                yuan(before.spent()),
                                yuan(owed),
                                yuan(least))
                        .at("amount"));
        }
        return against;
    }

    Ledger planned(BudgetLine line) {
        var more = new HashMap<>(lines);
        more.put(line.id(), line);
        return new Ledger(funds, clause, through, arrived, more, pacts);
    }

    // --- Contracts

    List<Refusal> againstContract(long lineId, Money amount) {
        var line = lines.get(lineId);
        if (line == null) return List.of(Refusal.of("project.line-unknown").at("line"));
        var left = free(line);
        if (amount.compareTo(left) <= 0) return List.of();
        return List.of(Refusal.of(
                        "project.contract-over",
                        line.title(),
                        yuan(line.amount()),
                        yuan(line.contracted()),
                        yuan(line.spent().plus(owed(lineId)).minus(line.contracted())),
                        yuan(left))
                .citing(clause)
                .at("amount"));
    }

    /// What the contracts of a line still have to be paid: it is spoken for.
    private Money owed(long line) {
        return pacts.values().stream()
                .filter(pact -> pact.line == line)
                .map(pact -> pact.amount.minus(pact.paid))
                .reduce(Money.ZERO, Money::plus);
    }

    /// What of a line is neither paid nor spoken for.
    private Money free(BudgetLine line) {
        var free = line.left().minus(owed(line.id()));
        return free.fen() < 0 ? Money.ZERO : free;
    }

    Ledger contracted(Pact pact) {
        var more = new HashMap<>(pacts);
        more.put(pact.id, pact);
        var line = line(pact.line);
        return new Ledger(funds, clause, through, arrived, lines, more)
                .planned(new BudgetLine(
                        line.id(),
                        line.title(),
                        line.purpose(),
                        line.amount(),
                        line.contracted().plus(pact.amount),
                        line.spent()));
    }

    // --- Payments

    /// @param purposes titles of what may be paid for, by id; empty where the document does not narrow it
    List<Refusal> against(Payment payment, Map<String, String> purposes, String purposeClause) {
        var line = lines.get(payment.line);
        if (line == null) return List.of(Refusal.of("project.line-unknown").at("line"));
        var against = new ArrayList<Refusal>();
        if (!purposes.isEmpty()) {
            var meant = purposes.getOrDefault(line.purpose(), line.purpose());
            if (!purposes.containsKey(payment.purpose))
                against.add(Refusal.of("project.voucher-outside", String.join("、", purposes.values()))
                        .citing(purposeClause)
                        .at("purpose"));
            else if (!payment.purpose.equals(line.purpose()))
                against.add(Refusal.of(
                                "project.voucher-off-purpose",
                                line.title(),
                                meant,
                                purposes.getOrDefault(payment.purpose, payment.purpose))
                        .citing(purposeClause)
                        .at("purpose"));
        }
        if (payment.amount.compareTo(line.left()) > 0)
            against.add(Refusal.of(
                            "project.voucher-over-line",
                            line.title(),
                            yuan(line.amount()),
                            yuan(line.spent()),
                            yuan(line.left()),
                            yuan(payment.amount),
                            yuan(payment.amount.minus(line.left())))
                    .citing(clause)
                    .at("amount"));
        else if (payment.contract == null) againstOwed(payment, line, against);
        var cash = received().minus(spent());
        if (payment.amount.compareTo(cash) > 0)
            against.add(Refusal.of("project.voucher-over-received", yuan(received()), yuan(spent()), yuan(cash))
                    .citing(clause)
                    .at("amount"));
        if (payment.contract != null) againstPact(payment, line, against);
        return against;
    }

    /// What is paid without a contract leaves what the signed ones of its line still need.
    private void againstOwed(Payment payment, BudgetLine line, List<Refusal> against) {
        var free = free(line);
        if (payment.amount.compareTo(free) <= 0) return;
        against.add(Refusal.of(
                        "project.voucher-over-contracts",
                        line.title(),
                        yuan(line.left()),
                        yuan(owed(line.id())),
                        yuan(free),
                        yuan(payment.amount))
                .citing(clause)
                .at("amount"));
    }

    private void againstPact(Payment payment, BudgetLine line, List<Refusal> against) {
        var pact = pacts.get(payment.contract);
        if (pact == null) {
            against.add(Refusal.of("project.contract-unknown").at("contract"));
            return;
        }
        if (pact.line != payment.line)
            against.add(Refusal.of(
                            "project.voucher-other-line",
                            pact.number,
                            line(pact.line).title(),
                            line.title())
                    .at("contract"));
        if (payment.paidOn.isBefore(pact.signedOn))
            against.add(Refusal.of("project.voucher-before-contract", pact.number, pact.signedOn, payment.paidOn)
                    .at("paidOn"));
        var left = pact.amount.minus(pact.paid);
        if (payment.amount.compareTo(left) > 0)
            against.add(Refusal.of(
                            "project.voucher-over-contract",
                            pact.number,
                            yuan(pact.amount),
                            yuan(pact.paid),
                            yuan(left))
                    .at("amount"));
    }

    Ledger paid(Payment payment) {
        var line = line(payment.line);
        var more = new HashMap<>(pacts);
        if (payment.contract != null)
            more.computeIfPresent(
                    payment.contract,
                    (_, pact) -> new Pact(
                            pact.id,
                            pact.number,
                            pact.line,
                            pact.signedOn,
                            pact.amount,
                            pact.paid.plus(payment.amount)));
        return new Ledger(funds, clause, through, arrived, lines, more)
                .planned(new BudgetLine(
                        line.id(),
                        line.title(),
                        line.purpose(),
                        line.amount(),
                        line.contracted(),
                        line.spent().plus(payment.amount)));
    }

    private BudgetLine line(long id) {
        var line = lines.get(id);
        if (line == null) throw new IllegalArgumentException("no line " + id);
        return line;
    }

    private static String yuan(Money money) {
        return Digits.grouped(money);
    }
}
