package org.nongyou.compliance;

import static org.nongyou.compliance.GateCase.failed;
import static org.nongyou.compliance.GateCase.met;
import static org.nongyou.compliance.GateCase.some;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.nongyou.compliance.GateAnswer.Finding;
import org.nongyou.production.InputKind;
import org.nongyou.standard.Provenance;
import org.nongyou.standard.UseAnswer;
import org.nongyou.standard.UseAnswer.Verdict;

/// Rules of the gate on what was used: whether it may be, and whether enough days have gone by.
record DrugRules(GateCase gate) {

    Finding inputs() {
        var cited = gate.animal ? gate.clause("general") : gate.clause("place");
        var banned = new LinkedHashMap<String, UseAnswer>();
        for (var one : gate.drugs) {
            for (var answer : one.answers())
                if (answer.verdict().forbids())
                    banned.putIfAbsent(
                            gate.day(one.use().on()) + "用了" + one.use().name(), answer);
            if (one.use().kind() == InputKind.PESTICIDE)
                for (var name : one.names())
                    gate.rules
                            .bannedEverywhere(name, one.last())
                            .ifPresent(row -> banned.putIfAbsent(
                                    gate.day(one.use().on()) + "用了" + one.use().name(),
                                    gate.rules.mayUse(name, gate.produce, one.last())));
        }
        if (!banned.isEmpty()) {
            var first = banned.entrySet().iterator().next();
            var clauses = first.getValue().clauses();
            var facts = banned.entrySet().stream()
                    .map(one -> one.getKey() + "。" + reason(one.getValue()))
                    .limit(3)
                    .toList();
            return failed(
                    GateRule.INPUTS,
                    String.join("；", facts),
                    first.getKey() + "，不准用在" + gate.batch.produce() + "上",
                    "这批不能卖，也不能开。记录写错了，去更正那条记录并写明原因；真的用了，报给县农业农村局处理。",
                    null,
                    clauses.isEmpty() ? cited : clauses.getLast().toString(),
                    first.getValue().provenances().stream()
                            .map(Provenance::say)
                            .distinct()
                            .toList());
        }
        if (gate.drugs.isEmpty()) return met(GateRule.INPUTS, "没有用药", cited, List.of());
        var known = new LinkedHashSet<String>();
        var unknown = new LinkedHashSet<String>();
        var rows = new LinkedHashSet<String>();
        for (var one : gate.drugs) {
            boolean any = one.answers().stream().anyMatch(answer -> answer.verdict() != Verdict.UNKNOWN);
            (any ? known : unknown).add(one.use().name());
            for (var answer : one.answers()) for (var row : answer.provenances()) rows.add(row.say());
        }
        var fact = (known.isEmpty() ? "" : some(List.copyOf(known), 5) + "，都没有禁用")
                + (unknown.isEmpty()
                        ? ""
                        : (known.isEmpty() ? "" : "；") + "数据里没有" + some(List.copyOf(unknown), 5) + "，按标签登记的作物和用法用");
        return met(GateRule.INPUTS, fact, cited, List.copyOf(rows));
    }

    private static String reason(UseAnswer answer) {
        var said = answer.say();
        return said.endsWith("。") ? said.substring(0, said.length() - 1) : said;
    }

    Finding waiting() {
        var cited = gate.animal ? gate.clause("withdrawal") : gate.clause("interval");
        DrugUse worst = null;
        var uncertain = new LinkedHashSet<String>();
        for (var one : gate.drugs) {
            var wait = one.delay();
            if (wait == null) continue;
            if (wait.uncertain()) uncertain.add(one.use().name());
            if (worst == null
                    || DrugUse.later(
                            wait.earliest(),
                            Objects.requireNonNull(worst.delay()).earliest())) worst = one;
        }
        if (gate.drugs.isEmpty()) return met(GateRule.WAITING, "没有用药，不用等", cited, List.of());
        if (worst == null)
            return met(GateRule.WAITING, "数据里没有这些药在" + gate.batch.produce() + "上的间隔期，按标签等够", cited, List.of());
        var wait = Objects.requireNonNull(worst.delay());
        var name = worst.use().name();
        var earliest = wait.earliest();
        var word = gate.animal ? "休药期" : "安全间隔期";
        var harvested = gate.batch.harvestedOn();
        var act = gate.animal ? "出栏、上市" : "采收";
        if (earliest == null)
            return failed(
                    GateRule.WAITING,
                    name + "：" + gate.day(worst.last()) + "用了，产蛋期禁用，没有等几天就可以的说法",
                    name + "产蛋期禁用",
                    "这批不能卖。记录写错了，去更正那条记录并写明原因；真的用了，登记处理去向。",
                    null,
                    cited,
                    wait.rows());
        if (harvested.isBefore(earliest)) {
            long early = earliest.toEpochDay() - harvested.toEpochDay();
            return failed(
                    GateRule.WAITING,
                    name + "：" + gate.day(worst.last()) + "用在" + gate.batch.produce() + "上，间隔 " + wait.length() + "，"
                            + gate.day(earliest) + "起可以" + act + "；登记的" + act + "日是 " + gate.day(harvested) + "，早了 "
                            + early + " 天",
                    gate.batch.produce() + "的" + word + "没过，最早 " + gate.day(earliest) + act,
                    act + "日写错了就更正采收记录；真的采了，这批不能卖，登记处理去向。",
                    earliest,
                    cited,
                    wait.rows());
        }
        return met(
                GateRule.WAITING,
                name + "：" + gate.day(worst.last()) + "最后一次，间隔 " + wait.length() + "，" + gate.day(earliest) + "起可以"
                        + act + "；" + gate.day(harvested) + act
                        + (uncertain.isEmpty() ? "" : "。" + some(List.copyOf(uncertain), 3) + "按度日算，每天水温相加要够数"),
                cited,
                wait.rows());
    }
}
