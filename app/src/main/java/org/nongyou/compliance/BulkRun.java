package org.nongyou.compliance;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// Many certificates that are issued in one act (批量开具), and how far it has come.
/// @param jobId that carries it out or did last; null where it was done at once
public record BulkRun(
        long id,
        long producerId,
        String producerName,
        RegionCode region,
        Set<Basis> bases,
        @Nullable Long jobId,
        Instant startedAt,
        String startedBy,
        boolean demo,
        List<BulkLine> lines) {

    /// Of one batch.
    /// @param firstLabel number of the first pre-printed label that it activates; null where codes are drawn anew
    /// @param refused why the rest was not issued; empty while it may be
    public record BulkLine(
            int line,
            long batchId,
            String batchCode,
            String product,
            @Nullable Long firstLabel,
            BigDecimal eachKg,
            int wanted,
            int issued,
            String refused) {

        /// Of its labels.
        public String numbers() {
            return firstLabel == null
                    ? ""
                    : LabelRange.shown(firstLabel) + " – " + LabelRange.shown(firstLabel + wanted - 1);
        }

        public boolean open() {
            return issued < wanted && refused.isEmpty();
        }
    }

    /// It activates pre-printed labels.
    public boolean ofLabels() {
        return lines.stream().anyMatch(one -> one.firstLabel() != null);
    }

    public int wanted() {
        return lines.stream().mapToInt(BulkLine::wanted).sum();
    }

    public int issued() {
        return lines.stream().mapToInt(BulkLine::issued).sum();
    }

    public BigDecimal issuedKg() {
        return lines.stream()
                .map(one -> one.eachKg().multiply(BigDecimal.valueOf(one.issued())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Something of it may still be issued.
    public boolean open() {
        return lines.stream().anyMatch(BulkLine::open);
    }
}
