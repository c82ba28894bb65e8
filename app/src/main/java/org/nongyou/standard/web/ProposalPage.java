package org.nongyou.standard.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.standard.Difference;
import org.nongyou.standard.Proposal;
import org.nongyou.standard.Proposal.State;
import org.nongyou.standard.Proposals;
import org.nongyou.standard.RuleRow;
import org.nongyou.standard.RuleTable;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;

/// Page `/standards/rules/{id}`.
/// @param faults   the first ones
/// @param outdated another release came between
/// @param earliest first day of force that is possible
public record ProposalPage(
        Proposal proposal,
        List<Change> changes,
        Difference.@Nullable Kind kind,
        int page,
        List<Proposals.Fault> faults,
        boolean own,
        boolean mayHandIn,
        boolean mayApprove,
        boolean outdated,
        LocalDate earliest,
        Entered entered) {

    /// @param name  what names the row
    /// @param lines what the row says, or what differs
    public record Change(Difference.Kind kind, String name, List<Line> lines) {
        public String tone() {
            return switch (kind) {
                case ADDED -> "ok";
                case CHANGED -> "warn";
                case ENDED -> "bad";
            };
        }
    }

    /// @param before empty where nothing was there
    public record Line(String title, String before, String after) {}

    static Change change(RuleTable table, Difference.Change change) {
        var before = change.before();
        var after = change.after();
        var row = after == null ? before : after;
        var lines = new ArrayList<Line>();
        var fields = new TreeSet<String>();
        if (before != null) fields.addAll(before.cells().keySet());
        if (after != null) fields.addAll(after.cells().keySet());
        var order = table.columns().stream().map(column -> column.field()).toList();
        fields.stream()
                .filter(field -> !field.startsWith("_") && !table.keyFields().contains(field))
                .sorted(java.util.Comparator.comparingInt(
                        field -> order.contains(field) ? order.indexOf(field) : order.size()))
                .forEach(field -> {
                    var was = cell(before, field);
                    var will = cell(after, field);
                    if (change.kind() != Difference.Kind.CHANGED || !was.equals(will))
                        lines.add(new Line(table.fieldTitle(field), was, will));
                });
        return new Change(
                change.kind(),
                row == null
                        ? ""
                        : String.join(
                                "，",
                                table.keyFields().stream()
                                        .map(row::cell)
                                        .filter(text -> !text.isEmpty())
                                        .toList()),
                lines);
    }

    private static String cell(@Nullable RuleRow row, String field) {
        return row == null ? "" : row.cell(field);
    }

    public String href() {
        return "/standards/rules/" + proposal.id();
    }

    public Address address(Difference.@Nullable Kind of) {
        return Address.of(href()).with("change", of == null ? null : of.name());
    }

    /// Changes of the kind that is shown.
    public int total() {
        return kind == null
                ? proposal.changes()
                : switch (kind) {
                    case ADDED -> proposal.added();
                    case CHANGED -> proposal.changed();
                    case ENDED -> proposal.ended();
                };
    }

    public boolean mayDecide() {
        return mayApprove && proposal.state() == State.OPEN && !own;
    }

    public String counts() {
        return "新增 %,d、改动 %,d、作废 %,d 条，不变 %,d 条"
                .formatted(proposal.added(), proposal.changed(), proposal.ended(), proposal.same());
    }

    public String say() {
        return switch (proposal.state()) {
            case DRAFT ->
                proposal.faulty() > 0
                        ? "%,d 行里有 %,d 行有错，改好再传；现在的规则没有动。".formatted(proposal.rows(), proposal.faulty())
                        : proposal.changes() == 0 ? "和现在的规则一样，不用交审。" : counts() + "。看过差异和试算，写明出处交审，由另一个人批准。";
            case OPEN ->
                outdated
                        ? "另一批规则先批准了，差异要重新比对，看过再批。"
                        : own
                                ? "已交审，等另一位有认定权限的同事批准；你自己不能批。"
                                : mayApprove ? "等你批准：" + counts() + "。批准要写理由和生效日期。" : "已交审，等批准：" + counts() + "。";
            case APPROVED -> "已批准，" + proposal.from() + " 起生效：" + counts() + "。";
            case REFUSED -> "没有批准：" + proposal.reason();
            case WITHDRAWN -> "交的人放弃了，规则没有动。";
        };
    }

    public String tone() {
        return switch (proposal.state()) {
            case DRAFT -> proposal.faulty() > 0 ? "bad" : proposal.changes() == 0 ? "plain" : "info";
            case OPEN -> mayDecide() || outdated ? "warn" : "info";
            case APPROVED -> "ok";
            case REFUSED -> "bad";
            case WITHDRAWN -> "plain";
        };
    }
}
