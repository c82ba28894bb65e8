package org.nongyou.standard.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.standard.Standard;
import org.nongyou.standard.StandardFilter;
import org.nongyou.standard.Standards;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

@Component
class StandardExport extends TableExport<Standard> {

    private final Standards standards;

    StandardExport(Standards standards, Clock clock) {
        super(
                "standards",
                "标准库",
                List.of(
                        column("标准号", 20, row -> row.number().text()),
                        column("名称", 40, Standard::title),
                        column("类别", 10, row -> row.number().kind().title()),
                        column("领域", 10, row -> row.field().title()),
                        column("产品", 14, Standard::produce),
                        column(
                                "状态",
                                12,
                                row -> row.state(LocalDate.ofInstant(clock.instant(), Ui.ZONE))
                                        .title()),
                        column("发布日期", 12, Standard::issued),
                        column("实施日期", 12, Standard::from),
                        column("失效日期", 12, Standard::ended),
                        column("代替它的", 20, Standard::replacedBy),
                        column("发布单位", 24, Standard::issuer),
                        column("出处", 40, Standard::source),
                        column("说明", 30, Standard::note)));
        this.standards = standards;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return standards.count(Standards.reading(actor), StandardFilter.of(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Standard> row) {
        standards.each(Standards.reading(actor), StandardFilter.of(query), row);
    }
}
