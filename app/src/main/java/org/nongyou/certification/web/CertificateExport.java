package org.nongyou.certification.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.certification.Certificate;
import org.nongyou.certification.CertificateFilter;
import org.nongyou.certification.CertificateLists;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The ledger as a table (认证台账).
@Component
class CertificateExport extends TableExport<Certificate> {

    private final CertificateLists lists;

    CertificateExport(CertificateLists lists, Divisions divisions, Clock clock) {
        super(
                "certificates",
                "认证台账",
                List.of(
                        column("种类", 24, one -> one.kind().title()),
                        column("证书编号", 24, Certificate::number),
                        column("持有人", 36, Certificate::producerName),
                        column("所在地", 30, one -> divisions.path(one.region())),
                        column("区划代码", 14, one -> one.region().value()),
                        column("产品", 36, one -> Ui.join(one.products())),
                        column("产品数（个）", 12, one -> one.products().size()),
                        column("面积（亩）", 14, Certificate::areaMu),
                        column("年产量（吨）", 14, Certificate::outputTonnes),
                        column("发证机构", 30, Certificate::certifier),
                        column("发证日期", 12, Certificate::issuedOn),
                        column("有效期起", 12, Certificate::validFrom),
                        column("有效期止", 12, Certificate::until),
                        column("状态", 16, one -> one.stateTitle(LocalDate.ofInstant(clock.instant(), Ui.ZONE))),
                        column("转换开始", 12, Certificate::conversionFrom),
                        column("备注", 30, Certificate::note),
                        column("演示数据", 10, one -> one.demo() ? "是" : "")));
        this.lists = lists;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return lists.total(actor.scope(), CertificateFilter.of(query)).certificates();
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Certificate> row) {
        lists.each(actor.scope(), CertificateFilter.of(query), row);
    }
}
