package org.nongyou.compliance.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.Basis;
import org.nongyou.compliance.CertificateCode;
import org.nongyou.compliance.Commitment;
import org.nongyou.compliance.Complaints;
import org.nongyou.compliance.LabelState;
import org.nongyou.compliance.Scans;
import org.nongyou.web.Entered;
import org.nongyou.web.Ui;

/// Page `/c/{code}`: what a shopper sees, the verdict first.
/// @param tone     ok, warn, bad or idle
/// @param sentence what to do, or who promises
/// @param one      null where there is no certificate
/// @param base     the base's public page, or null
public record CheckPage(
        String tone,
        String verdict,
        String sentence,
        String code,
        @Nullable Commitment one,
        String scanned,
        List<Mark> marks,
        @Nullable String base,
        String version) {

    /// A listing or a certificate of the base.
    public record Mark(
            String title, String number, @Nullable String href) {}

    /// Page `/public/complaints`.
    public record Complain(String code, String receipt, Complaints.@Nullable Complaint found, Entered entered) {}

    /// Page `/conformity/complaints`.
    public record Listed(List<Complaints.Complaint> rows, boolean mayAnswer, Map<Long, String> errors) {
        public long waiting() {
            return rows.stream().filter(one -> one.answeredAt() == null).count();
        }
    }

    static CheckPage blank(String version) {
        return new CheckPage("idle", "不联网查合格证", "", "", null, "", List.of(), null, version);
    }

    static CheckPage wrong(CertificateCode.@Nullable Fault fault, String typed, String version) {
        var why = fault == null
                ? "对着标签再看一遍。"
                : switch (fault) {
                    case LENGTH -> "编码是 16 位，这里不是，可能没有扫全、没有打全。";
                    case SIGN -> "编码里没有 0、O、1、I、L 这些字，对着标签再看一遍。";
                    case CHECK -> "有一位打错了，或者两位颠倒了，对着标签再打一遍。";
                };
        return new CheckPage("warn", "编码不对", why, typed, null, "", List.of(), null, version);
    }

    static CheckPage unknown(String code, String version) {
        return new CheckPage(
                "bad", "没有这张合格证", "编码的写法是对的，但是没有开过这样一张。可能是假的，别买，打 12316。", code, null, "", List.of(), null, version);
    }

    /// Certificates of its month were disposed of, so nobody can tell.
    static CheckPage over(String code, String version) {
        return new CheckPage(
                "warn",
                "记录已过保存期",
                "和它同一个月开的合格证，记录过了保存期，已经销毁，查不到了，真假说不准。这么久的货还贴着它，别买，打 12316。",
                code,
                null,
                "",
                List.of(),
                null,
                version);
    }

    /// A label that was printed beforehand and is no certificate.
    static CheckPage label(String code, LabelState state, String version) {
        return switch (state) {
            case STOCK, HANDED ->
                new CheckPage(
                        "warn",
                        "标签尚未启用",
                        "这是预印的空标签，主体还没有说它是哪一批货，现在不能当合格证用。让卖家启用了再买。",
                        code,
                        null,
                        "",
                        List.of(),
                        null,
                        version);
            case LOST ->
                new CheckPage(
                        "bad", "标签已报失", "这张标签丢过，没有启用，贴它的货不是原主体的。别买，打 12316。", code, null, "", List.of(), null, version);
            case SPOILED ->
                new CheckPage(
                        "bad", "标签已报废", "这张标签印坏、用坏了，已经报废，不能当合格证用。让卖家换一张。", code, null, "", List.of(), null, version);
            case ACTIVE -> unknown(code, version);
        };
    }

    static CheckPage of(
            Commitment one, Scans.Seen seen, List<Mark> marks, @Nullable String base, LocalDate today, String version) {
        var scanned = "这个码第 " + Ui.number(seen.times()) + " 次被查"
                + (seen.times() > 1 && seen.firstAt() != null ? "，第一次是 " + Ui.time(seen.firstAt()) : "")
                + "。次数异常多时，当心假冒。";
        return switch (one.state()) {
            case VOID ->
                new CheckPage(
                        "bad",
                        "合格证已作废",
                        "作废的原因：" + one.endedBecause() + "。别买，已经买了的找卖家退。",
                        one.code().shown(),
                        one,
                        scanned,
                        marks,
                        base,
                        version);
            case REPLACED ->
                new CheckPage(
                        "warn",
                        "合格证已换开",
                        "主体换了一张新的，旧的这张不算数。让卖家出示新的。",
                        one.code().shown(),
                        one,
                        scanned,
                        marks,
                        base,
                        version);
            case ISSUED ->
                seen.copied()
                        ? new CheckPage(
                                "warn",
                                "当心，可能被复印",
                                "这张合格证是真的，但是今天在很多地方被查了很多次，标签可能被人复印了。看看产品和下面写的对不对。",
                                one.code().shown(),
                                one,
                                scanned,
                                marks,
                                base,
                                version)
                        : new CheckPage(
                                "ok",
                                "合格证有效",
                                one.producerName() + "承诺达标",
                                one.code().shown(),
                                one,
                                scanned,
                                marks,
                                base,
                                version);
        };
    }

    public String bases() {
        return one == null
                ? ""
                : String.join(
                        "、",
                        new TreeSet<>(one.bases()).stream().map(Basis::title).toList());
    }

    public String icon() {
        return switch (tone) {
            case "ok" -> "circle-check";
            case "warn" -> "alert-triangle";
            case "bad" -> "circle-x";
            default -> "info-circle";
        };
    }
}
