package org.nongyou.compliance.web;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.nongyou.compliance.Disposal;
import org.nongyou.compliance.Retention;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Entered;
import org.nongyou.web.Ui;

/// Page `/conformity/retention`.
/// @param me      account of who looks
/// @param running those that a job of this person carries out
/// @param at      the disposal whose form was sent, or 0
public record RetentionPage(
        List<Retention.Due> due,
        List<Disposal> disposals,
        int months,
        boolean mayDispose,
        long me,
        Set<Long> running,
        Function<RegionCode, String> place,
        long at,
        Entered entered) {

    /// Whether it is proposed already.
    public boolean proposed(Retention.Due due) {
        return disposals.stream()
                .anyMatch(one -> (one.state() == Disposal.State.PROPOSED || one.state() == Disposal.State.APPROVED)
                        && one.what() == due.what()
                        && one.month().equals(due.month()));
    }

    public String tone() {
        return waiting() > 0 || due.stream().anyMatch(one -> one.records() > 0) ? "warn" : "ok";
    }

    private long waiting() {
        return disposals.stream()
                .filter(one -> one.state() == Disposal.State.PROPOSED)
                .count();
    }

    public String say() {
        var waiting = waiting();
        long months = due.stream().filter(one -> one.records() > 0).count();
        if (months == 0 && waiting == 0) return "现在没有过了保存期的记录。";
        return (months == 0 ? "" : "过了保存期的有 " + months + " 个月的记录，可以提请销毁")
                + (waiting == 0 ? "。" : (months == 0 ? "" : "；") + "等批准的有 " + waiting + " 件。");
    }

    /// 10,000 以上 where it was counted no further.
    public static String many(int records) {
        return Ui.number(records) + (records >= Retention.COUNTED ? " 以上" : "");
    }
}
