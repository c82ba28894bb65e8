package org.nongyou.compliance;

import static org.nongyou.compliance.GateCase.failed;
import static org.nongyou.compliance.GateCase.met;
import static org.nongyou.compliance.GateCase.some;

import java.math.MathContext;
import java.util.List;
import org.nongyou.compliance.GateAnswer.Finding;
import org.nongyou.kernel.Digits;

/// Rules of the gate on who issues, on the record of the batch and on how much there is.
record BatchRules(GateCase gate) {

    Finding subject() {
        var cited = gate.clause("certificate-duty");
        var producer = gate.facts.producer();
        var name = producer.name();
        if (!producer.active())
            return failed(
                    GateRule.SUBJECT,
                    name + "已经注销" + (producer.closedReason() == null ? "" : "：" + producer.closedReason()),
                    name + "已经注销",
                    "还在生产的，找县农业农村局恢复登记。",
                    cited);
        if (gate.facts.stopped() != null)
            return failed(
                    GateRule.SUBJECT,
                    "县农业农村局" + (gate.facts.stoppedOn() == null ? "" : " " + gate.facts.stoppedOn() + " 起") + "停了" + name
                            + "的开具：" + gate.facts.stopped(),
                    name + "的开具被县农业农村局停了",
                    "按停开的原因整改，整改好了找县农业农村局恢复。",
                    cited);
        var duty = gate.facts.rules().duties().getOrDefault(producer.kind(), Duty.NONE);
        if (duty == Duty.NONE)
            return failed(
                    GateRule.SUBJECT,
                    name + "登记的是" + producer.kind().title() + "，不生产也不收购",
                    producer.kind().title() + "不开合格证",
                    "真的生产或收购的，找县农业农村局改登记的类型。",
                    cited);
        return met(GateRule.SUBJECT, name + "，" + producer.kind().title() + "，正常", cited, List.of());
    }

    Finding record() {
        var cited = gate.clause("record");
        if (gate.dossier.records() == 0)
            return failed(GateRule.RECORD, gate.batch.code() + "没有一条生产记录", "这批没有生产记录", "把这批从种下到采收的农事补记上。", cited);
        if (!gate.dossier.missing().isEmpty())
            return failed(
                    GateRule.RECORD,
                    "缺 " + gate.dossier.missing().size() + " 项：" + some(gate.dossier.missing(), 4),
                    "生产记录缺 " + gate.dossier.missing().size() + " 项",
                    "补上这些再开。",
                    cited);
        return met(
                GateRule.RECORD,
                gate.batch.code() + "：" + gate.dossier.records() + " 条，用药 " + gate.drugs.size() + " 次，字段齐全",
                cited,
                List.of());
    }

    Finding quantity() {
        var cited = gate.clause("certificate-elements");
        var left = gate.batch.remainingKg();
        var asked = gate.facts.kg();
        if (gate.batch.closed())
            return failed(GateRule.QUANTITY, gate.batch.code() + "已经关了", "这批已经关了，不再开具", "选别的批次。", cited);
        if (left.signum() <= 0)
            return failed(
                    GateRule.QUANTITY,
                    "采收 " + Digits.grouped(gate.batch.quantityKg()) + " 公斤，都开过了",
                    "这批已经开完",
                    "选别的批次；开错了的，先把那张作废。",
                    cited);
        if (asked != null && asked.signum() <= 0)
            return failed(GateRule.QUANTITY, "没写开多少", "没写开多少公斤", "写大于 0 的数。", cited);
        if (asked != null && asked.compareTo(left) > 0)
            return failed(
                    GateRule.QUANTITY,
                    "要开 " + Digits.grouped(asked) + " 公斤，只剩 " + Digits.grouped(left) + " 公斤",
                    "要开 " + Digits.grouped(asked) + " 公斤，只剩 " + Digits.grouped(left) + " 公斤",
                    "少开一些，最多 " + Digits.grouped(left) + " 公斤。",
                    cited);
        var plausible = gate.dossier.plausibleKg();
        if (plausible != null && gate.batch.quantityKg().compareTo(plausible) > 0) {
            var most = Digits.grouped(plausible.round(new MathContext(4)));
            return failed(
                    GateRule.QUANTITY,
                    "采收记的是 " + Digits.grouped(gate.batch.quantityKg()) + " 公斤，这块地一季最多收 " + most + " 公斤左右",
                    "采收数量超过这块地收得到的",
                    "数写错了就更正采收记录；真有这么多，找县农业农村局核对面积和产量。",
                    cited);
        }
        return met(
                GateRule.QUANTITY,
                "采收 " + Digits.grouped(gate.batch.quantityKg()) + " 公斤，还剩 " + Digits.grouped(left) + " 公斤",
                cited,
                List.of());
    }
}
