package org.nongyou.standard.web;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.standard.Restriction;
import org.nongyou.standard.RuleBooks;
import org.springframework.stereotype.Component;

@Component
class BannedExport extends TableExport<Restriction> {

    private final RuleBooks books;

    BannedExport(RuleBooks books) {
        super(
                "banned-inputs",
                "禁限用投入品",
                List.of(
                        column("名称", 20, Restriction::substance),
                        column("类别", 8, row -> row.kind().title()),
                        column("措施", 12, row -> row.measure().title()),
                        column("范围", 40, Restriction::scope),
                        column("从哪天", 16, Restriction::since),
                        column("公告", 30, row -> row.provenance().document()),
                        column("可信度", 12, row -> row.provenance().confidence().title()),
                        column("说明", 50, row -> row.provenance().note()),
                        column("网页", 50, row -> row.provenance().address()),
                        column("数据", 40, row -> books.current().release().complete() ? "" : "样例数据，不全")));
        this.books = books;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return BannedFilter.of(query).in(books.current()).size();
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Restriction> row) {
        BannedFilter.of(query).in(books.current()).forEach(row);
    }
}
