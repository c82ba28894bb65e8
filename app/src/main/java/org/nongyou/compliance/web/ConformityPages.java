package org.nongyou.compliance.web;

import gg.jte.Content;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.Basis;
import org.nongyou.compliance.BulkRun;
import org.nongyou.compliance.CertificateCode;
import org.nongyou.compliance.Commitment;
import org.nongyou.compliance.CommitmentFilter;
import org.nongyou.compliance.Conformity;
import org.nongyou.compliance.GateAnswer;
import org.nongyou.compliance.MixForm;
import org.nongyou.compliance.Stops;
import org.nongyou.job.Job;
import org.nongyou.journal.JournalRow;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;

/// What the pages of certificates show.
public final class ConformityPages {

    private ConformityPages() {}

    /// Page `/conformity`.
    public record Listed(
            String say,
            CommitmentFilter filter,
            List<Commitment> rows,
            RegionChips regions,
            List<Chip> chips,
            int total,
            int page,
            Address address,
            boolean mayIssue,
            boolean mayExport) {
        public boolean capped() {
            return total >= Conformity.COUNTED;
        }
    }

    public record Chip(String title, String href, boolean here) {}

    /// Page `/conformity/new`.
    /// @param chosen null where there is no batch to choose
    /// @param replaced the certificate that the new one stands for, or null
    public record Issue(
            String producer,
            Conformity.Year year,
            List<GateAnswer> batches,
            @Nullable GateAnswer chosen,
            Instant judgedAt,
            String formId,
            String address,
            @Nullable Label label,
            @Nullable Commitment replaced,
            Entered entered) {

        public boolean ticked(Basis basis) {
            return List.of(entered.value("bases").split(",")).contains(basis.code())
                    || entered.value("bases").isEmpty() && basis == Basis.CONTROL && !entered.refused();
        }

        public String kg() {
            if (!entered.value("kg").isEmpty() || entered.refused()) return entered.value("kg");
            return chosen == null
                    ? ""
                    : chosen.batch().remainingKg().stripTrailingZeros().toPlainString();
        }
    }

    /// Page `/conformity/mix`.
    public record Mix(String who, String formId, List<MixForm.MixLine> lines, List<String> promise, Entered entered) {

        public boolean ticked(Basis basis) {
            return entered.refused()
                    ? List.of(entered.value("bases").split(",")).contains(basis.code())
                    : basis == Basis.CONTROL;
        }
    }

    /// What stands on a label.
    /// @param qr a drawing
    public record Label(
            String product,
            String kg,
            String origin,
            List<String> producer,
            String phone,
            String issued,
            String promise,
            String code,
            Set<Basis> bases,
            Content qr,
            boolean demo) {

        public String basisLine() {
            var line = new StringBuilder();
            for (var one : Basis.values())
                line.append(bases.contains(one) ? "☑" : "☐").append(one.title()).append(' ');
            return line.toString().strip();
        }
    }

    /// Page `/conformity/{code}`.
    public record One(
            Commitment one,
            List<Commitment.Source> sources,
            List<CertificateCode> madeOf,
            List<JournalRow> history,
            Label label,
            String address,
            boolean mayEnd,
            boolean mayReplace,
            boolean mayStop,
            Stops.@Nullable Stop stop,
            Entered entered) {

        public String bases() {
            return String.join(
                    "、", new TreeSet<>(one.bases()).stream().map(Basis::title).toList());
        }

        public String say() {
            return switch (one.state()) {
                case ISSUED ->
                    "有效：" + one.product() + " " + Ui.number(one.quantityKg()) + " 公斤，" + one.producerName() + "承诺达标。";
                case VOID -> "已作废：" + one.endedBecause() + "。扫码的人会看到已作废。";
                case REPLACED -> "已换开：" + one.endedBecause() + "。";
            };
        }

        public String tone() {
            return switch (one.state()) {
                case ISSUED -> "ok";
                case VOID -> "bad";
                case REPLACED -> "info";
            };
        }
    }

    /// Page `/conformity/stops`.
    public record Stopped(List<Stops.Stop> rows, boolean mayDecide, Map<Long, String> errors) {}

    /// A printed document: two halves on A4.
    public record Print(Commitment one, Content qr) {}

    /// Page `/conformity/bulk`.
    /// @param runs the last ones
    public record Bulk(String producer, List<GateAnswer> batches, List<BulkRun> runs, String formId, Entered entered) {

        public boolean ticked(Basis basis) {
            return entered.refused()
                    ? List.of(entered.value("bases").split(",")).contains(basis.code())
                    : basis == Basis.CONTROL;
        }

        public long open() {
            return batches.stream().filter(GateAnswer::allowed).count();
        }
    }

    /// Page `/conformity/runs/{id}` and its part that is asked again while the job runs.
    /// @param job     null where it was done at once or belongs to somebody else
    /// @param mayGoOn the rest may be issued now
    /// @param most    labels in one file
    public record Run(BulkRun run, @Nullable Job job, boolean mayGoOn, int most, List<JournalRow> history) {

        public boolean running() {
            return job != null && !job.isOver();
        }

        public int percent() {
            return run.wanted() == 0 ? 0 : (int) (run.issued() * 100L / run.wanted());
        }

        public String tone() {
            if (running()) return "info";
            if (run.issued() == run.wanted()) return "ok";
            return run.open() ? "warn" : "bad";
        }

        public String say() {
            var issued = Ui.number(run.issued()) + " 张，" + Ui.number(run.issuedKg()) + " 公斤";
            if (running()) return "正在开具，可以离开这一页，开好的已经生效。";
            if (run.issued() == run.wanted()) return "开完了：" + issued + "。";
            if (run.open())
                return "停在第 " + Ui.number(run.issued()) + " 张，还有 " + Ui.number(run.wanted() - run.issued())
                        + " 张没开。开好的都有效，点“接着开”从这里往下开。";
            return "开了 " + issued + "；还有 " + Ui.number(run.wanted() - run.issued()) + " 张开不了，原因在下面。";
        }

        /// How many files it takes.
        public int files() {
            return (run.issued() + most - 1) / most;
        }
    }
}
