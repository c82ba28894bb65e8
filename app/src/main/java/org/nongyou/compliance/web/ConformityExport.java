package org.nongyou.compliance.web;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.nongyou.compliance.Basis;
import org.nongyou.compliance.Commitment;
import org.nongyou.compliance.CommitmentFilter;
import org.nongyou.compliance.Conformity;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Certificates as a table (合格证开具记录).
@Component
class ConformityExport extends TableExport<Commitment> {

    private final Conformity conformity;

    ConformityExport(Conformity conformity) {
        super(
                "conformity",
                "合格证开具记录",
                List.of(
                        column("编码", 24, one -> one.code().shown()),
                        column("产品", 16, Commitment::product),
                        column("数量（公斤）", 14, Commitment::quantityKg),
                        column("张数", 8, Commitment::pieces),
                        column("承诺主体", 36, Commitment::producerName),
                        column("产地", 30, Commitment::origin),
                        column("区划代码", 14, one -> one.region().value()),
                        column("批次", 16, Commitment::batchCode),
                        column("承诺依据", 40, ConformityExport::bases),
                        column("开具时间", 18, one -> Ui.time(one.issuedAt())),
                        column("形式", 10, one -> one.form().title()),
                        column("手写编号", 14, Commitment::paperNumber),
                        column("状态", 10, one -> one.state().title()),
                        column("作废、换开原因", 30, Commitment::endedBecause),
                        column(
                                "换成",
                                24,
                                one -> one.replacedBy() == null
                                        ? ""
                                        : one.replacedBy().shown()),
                        column("保存到", 12, Commitment::keepUntil),
                        column("演示数据", 10, one -> one.demo() ? "是" : "")));
        this.conformity = conformity;
    }

    private static String bases(Commitment one) {
        return String.join(
                "、", new TreeSet<>(one.bases()).stream().map(Basis::title).toList());
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return conformity.total(actor.scope(), CommitmentFilter.of(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Commitment> row) {
        conformity.each(actor.scope(), CommitmentFilter.of(query), row);
    }
}
