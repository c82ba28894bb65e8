package org.nongyou.compliance;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Digits;
import org.nongyou.production.Batch;

/// Whether a batch may carry a certificate, rule by rule (能不能开).
/// @param findings what does not fit first
/// @param duty     whether this producer must issue for this produce
/// @param kind     the class of produce that must carry one; empty where it is none
public record GateAnswer(Batch batch, LocalDate day, List<Finding> findings, Duty duty, String kind) {

    public enum State {
        MET,
        NOT_MET,
        /// Not looked at: nothing chosen yet, or the rule does not concern this batch.
        NOT_APPLICABLE
    }

    /// One rule's answer.
    /// @param fact  what was found
    /// @param why   as it follows 因为; empty where the rule is met
    /// @param wayOut what would make it possible; empty where the rule is met
    /// @param from  the day from which it is possible, or null
    /// @param cited clause of the law
    /// @param rows  rows of the rules with their source; empty where none was asked
    public record Finding(
            GateRule rule,
            State state,
            String fact,
            String why,
            String wayOut,
            @Nullable LocalDate from,
            String cited,
            List<String> rows) {

        public Finding {
            rows = List.copyOf(rows);
        }

        public String title() {
            return state == State.NOT_MET ? rule.failed() : rule.title();
        }
    }

    public GateAnswer {
        findings = List.copyOf(findings);
    }

    GateAnswer without(GateRule rule) {
        return new GateAnswer(
                batch, day, findings.stream().filter(one -> one.rule() != rule).toList(), duty, kind);
    }

    public boolean allowed() {
        return findings.stream().noneMatch(one -> one.state() == State.NOT_MET);
    }

    public List<Finding> refusals() {
        return findings.stream().filter(one -> one.state() == State.NOT_MET).toList();
    }

    public long count(State state) {
        return findings.stream().filter(one -> one.state() == state).count();
    }

    public Optional<Finding> of(GateRule rule) {
        return findings.stream().filter(one -> one.rule() == rule).findFirst();
    }

    /// The answer in one sentence: 不能开具，因为豇豆的安全间隔期没过，最早 6月20日采收。
    public String say() {
        var refusals = refusals();
        if (refusals.isEmpty())
            return "可以开具：" + batch.produce() + " " + batch.code() + "，还剩 " + Digits.grouped(batch.remainingKg())
                    + " 公斤。";
        return "不能开具，因为" + refusals.getFirst().why()
                + (refusals.size() == 1 ? "。" : "；还有 " + (refusals.size() - 1) + " 处也要先处理。");
    }

    /// 8 条规则：1 条不符合，5 条符合，2 条暂不查。
    public String tally() {
        long met = count(State.MET);
        long open = count(State.NOT_APPLICABLE);
        long failed = count(State.NOT_MET);
        if (failed == 0 && open == 0) return findings.size() + " 条规则全部符合。";
        return findings.size() + " 条规则：" + (failed == 0 ? "" : failed + " 条不符合，") + met + " 条符合"
                + (open == 0 ? "" : "，" + open + " 条暂不查") + "。";
    }
}
