package org.nongyou.project;

import org.nongyou.kernel.Money;

/// A line of a project's budget (预算).
/// @param purpose id of the allocation's purpose; empty where the document names none
public record BudgetLine(long id, String title, String purpose, Money amount, Money contracted, Money spent) {

    public Money left() {
        return amount.minus(spent);
    }
}
