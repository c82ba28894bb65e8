package org.nongyou.compliance.web;

import gg.jte.Content;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.Basis;
import org.nongyou.compliance.CertificateCode;
import org.nongyou.compliance.Commitment;
import org.nongyou.compliance.CommitmentFilter;
import org.nongyou.compliance.Conformity;
import org.nongyou.compliance.GateAnswer;
import org.nongyou.compliance.MixForm;
import org.nongyou.compliance.Stops;
import org.nongyou.journal.JournalRow;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;

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
                    "有效：" + one.product() + " " + org.nongyou.web.Ui.number(one.quantityKg()) + " 公斤，"
                            + one.producerName() + "承诺达标。";
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

    /// A printed document: A4 halves, thermal labels, or a sheet of labels.
    /// @param width  mm
    /// @param height mm
    public record Print(
            Commitment one,
            String size,
            List<Label> labels,
            String width,
            String height,
            String bases,
            BigDecimal kg) {}
}
