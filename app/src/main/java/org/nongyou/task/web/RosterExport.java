package org.nongyou.task.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Schemes;
import org.nongyou.task.RosterMember;
import org.nongyou.task.Rosters;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

@Component
class RosterExport extends TableExport<RosterExport.Shown> {

    private final Rosters rosters;
    private final Clock clock;

    /// @param phone as this person may read it
    record Shown(RosterMember member, String phone) {}

    RosterExport(Rosters rosters, Schemes schemes, Divisions divisions, Clock clock) {
        super(
                "rosters",
                "名册",
                List.of(
                        column("名册", 34, one -> one.member().rosterTitle()),
                        column("地方", 30, one -> divisions.path(one.member().region())),
                        column("区划代码", 14, one -> one.member().region().value()),
                        column("职责", 14, one -> one.member().role()),
                        column("姓名", 14, one -> one.member().name()),
                        column("职务", 24, one -> one.member().post()),
                        column("单位", 30, one -> one.member().officeName()),
                        column("电话", 16, Shown::phone),
                        column("从哪天", 12, one -> one.member().from()),
                        column("到哪天", 12, one -> one.member().to()),
                        column(
                                "方案",
                                40,
                                one -> schemes.at(one.member().scheme()).title()),
                        column("演示数据", 10, one -> one.member().demo() ? "是" : "")));
        this.rosters = rosters;
        this.clock = clock;
    }

    /// Page by page, no further than decides whether it is long work.
    @Override
    public long count(Actor actor, Map<String, String> query) {
        return rosters.count(actor.scope(), filter(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Shown> row) {
        int offset = 0;
        List<RosterMember> page;
        do {
            page = rosters.list(actor.scope(), filter(query), offset, AT_A_TIME);
            for (var one : page) row.accept(new Shown(one, one.phoneFor(actor.scope())));
            offset += AT_A_TIME;
        } while (page.size() == AT_A_TIME);
    }

    private Rosters.Filter filter(Map<String, String> query) {
        return RosterController.filter(query, LocalDate.ofInstant(clock.instant(), Ui.ZONE));
    }
}
