package org.nongyou.procedure;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What has officially happened to a case: one record per act, kept for ever. A case's state is the sum of its acts,
/// see [Progress].
public sealed interface CaseAct {

    Header header();

    /// What every act carries.
    /// @param seq     1 for the start; each act takes the next
    /// @param from    id of the stage at which it was done
    /// @param to      id of the stage to which it led; the same where it moved nothing
    record Header(int seq, String from, String to, Doer by, String opinion, Instant at) {}

    /// Who did it, as he was at that time.
    /// @param recordedFor the outer body whose act the office entered, such as 农业农村部, or null
    record Doer(
            long accountId,
            String name,
            @Nullable Long officeId,
            String officeName,
            @Nullable String recordedFor) {

        /// Whose act it is when the document wants steps done by different bodies: the outer body's where one is
        /// recorded, else the office's, else the person's.
        String body() {
            if (recordedFor != null) return "outer " + recordedFor;
            return officeId != null ? "office " + officeId : "account " + accountId;
        }
    }

    /// 建立申报
    record Started(Header header) implements CaseAct {}

    /// 提交
    record Submitted(Header header) implements CaseAct {}

    /// 通过
    /// @param points sum of the checklist's points, or null where it has none
    /// @param score  the experts' mean, or null where there was no scoring
    record Passed(
            Header header,
            @Nullable BigDecimal points,
            @Nullable BigDecimal score) implements CaseAct {}

    /// 退回补正
    record Returned(Header header) implements CaseAct {}

    /// 不通过
    record Rejected(Header header) implements CaseAct {}

    /// 撤回
    record Withdrawn(Header header) implements CaseAct {}

    /// 异议成立
    record Upheld(Header header) implements CaseAct {}

    /// 直接登记：an outer body's result is taken over without being judged again.
    record Adopted(Header header) implements CaseAct {}

    /// 办结
    record Concluded(Header header) implements CaseAct {}

    /// 公示：the notice was opened.
    record Publicised(Header header, long noticeId, int workingDays, LocalDate endsOn) implements CaseAct {}

    /// 开评：experts can be invited.
    /// @param pass the mean from which the step is passed
    record ScoringOpened(Header header, int experts, BigDecimal pass) implements CaseAct {}

    /// 评分汇总：no score comes in any more, and all are open to the office.
    record ScoringClosed(Header header, BigDecimal mean, int scores) implements CaseAct {}

    /// As the database keeps it; written out, never derived from a class name.
    default String code() {
        return switch (this) {
            case Started _ -> "start";
            case Submitted _ -> "submit";
            case Passed _ -> "pass";
            case Returned _ -> "return";
            case Rejected _ -> "reject";
            case Withdrawn _ -> "withdraw";
            case Upheld _ -> "uphold";
            case Adopted _ -> "adopt";
            case Concluded _ -> "conclude";
            case Publicised _ -> "publicise";
            case ScoringOpened _ -> "open-scoring";
            case ScoringClosed _ -> "close-scoring";
        };
    }

    /// As read in the history.
    default String title() {
        return switch (this) {
            case Started _ -> "建立";
            case Submitted _ -> "提交";
            case Passed _ -> "通过";
            case Returned _ -> "退回补正";
            case Rejected _ -> "不通过";
            case Withdrawn _ -> "撤回";
            case Upheld _ -> "异议成立";
            case Adopted _ -> "直接登记";
            case Concluded _ -> "办结";
            case Publicised _ -> "开始公示";
            case ScoringOpened _ -> "开始评分";
            case ScoringClosed _ -> "评分汇总";
        };
    }

    /// Whether it brought the case to another stage.
    default boolean moves() {
        return switch (this) {
            case Submitted _, Passed _, Returned _, Rejected _, Withdrawn _, Upheld _, Adopted _, Concluded _ -> true;
            case Started _, Publicised _, ScoringOpened _, ScoringClosed _ -> false;
        };
    }
}
