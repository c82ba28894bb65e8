package org.nongyou.indicator;

import java.math.BigDecimal;
import java.time.Instant;
import nongyoudb.indicator.tables.records.ReportsRecord;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A figure as an office entered it (上报数). A correction is a new one that names the one it replaces and why.
/// @param reason   why it was corrected, or null for a first entry
/// @param replaces the entry that it corrects, or null
/// @param fileId   the proof, or null
/// @param firstAt  when the figure was entered first, before all corrections
/// @param checked  whether the office above has looked at it
/// @param current  whether it is the one that holds
public record FigureReport(
        long id,
        String indicator,
        RegionCode region,
        String period,
        BigDecimal value,
        String note,
        @Nullable String reason,
        @Nullable Long replaces,
        @Nullable Long fileId,
        String officeName,
        String accountName,
        Instant reportedAt,
        Instant firstAt,
        boolean checked,
        boolean current,
        boolean demo) {

    static FigureReport of(ReportsRecord row) {
        return new FigureReport(
                row.getId(),
                row.getIndicator(),
                new RegionCode(row.getRegionCode()),
                row.getPeriod(),
                row.getValue().stripTrailingZeros(),
                row.getNote(),
                row.getReason(),
                row.getReplaces(),
                row.getFileId(),
                row.getOfficeName(),
                row.getAccountName(),
                row.getReportedAt(),
                row.getFirstAt(),
                row.getChecked(),
                row.getCurrent(),
                row.getDemo());
    }
}
