package org.nongyou.project.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.journal.JournalRow;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.project.BudgetLine;
import org.nongyou.project.Contract;
import org.nongyou.project.Implementer;
import org.nongyou.project.Project;
import org.nongyou.project.Transfer;
import org.nongyou.project.Voucher;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Subsidy;
import org.nongyou.web.Entered;

/// One project with its money.
/// @param standing  what each level was handed
/// @param handsOn   the level that the person hands money on from, or null
/// @param handsTo   the one to which, or null
/// @param form      which form was refused; empty otherwise
/// @param more      whether there are older payments than those shown
public record ProjectPage(
        Project project,
        Scheme scheme,
        Subsidy.Allocation allocation,
        String place,
        String say,
        String tone,
        Map<Level, Money> standing,
        List<Transfer> transfers,
        List<BudgetLine> lines,
        List<Implementer> implementers,
        List<Contract> contracts,
        List<Voucher> vouchers,
        int offset,
        boolean more,
        boolean mayWork,
        boolean mayInspect,
        @Nullable Level handsOn,
        @Nullable Level handsTo,
        Money toHandOn,
        List<JournalRow> history,
        String form,
        Entered entered) {

    /// What was typed, for the form that was refused.
    public Entered typed(String of) {
        return form.equals(of) ? entered : Entered.NOTHING;
    }

    public boolean open(String of) {
        return form.equals(of);
    }

    public String purpose(String id) {
        return allocation.purpose(id).map(Subsidy.Allocation.Purpose::title).orElse("");
    }

    public List<Contract> payable() {
        return contracts.stream()
                .filter(Contract::holds)
                .filter(one -> one.left().fen() > 0)
                .toList();
    }

    public String clause() {
        return String.join("、", allocation.clauses());
    }

    public String section() {
        return allocation.clauses().getFirst();
    }

    public Money unplanned() {
        return project.sums().funds().minus(project.sums().planned());
    }

    public Money cash() {
        return project.sums().received().minus(project.sums().spent());
    }
}
