package org.nongyou.base;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A check of a base (基地检查): planned, made, its findings mended and looked at again.
/// @param follows   the check whose findings it looks at again (跟踪核查); null for a periodic one (定期检查)
/// @param round     what the office calls the round; empty where it has no name
/// @param dueOn     the day until which it is to be made
/// @param checker   who makes it
/// @param rectifyBy until when what was found is to be mended
/// @param closedOn  when it was mended, or given up
public record Visit(
        long id,
        long baseId,
        String baseName,
        long producerId,
        String producerName,
        RegionCode region,
        @Nullable Long follows,
        String round,
        LocalDate dueOn,
        String checker,
        long officeId,
        String officeName,
        VisitState state,
        @Nullable LocalDate visitedOn,
        String findings,
        @Nullable LocalDate rectifyBy,
        @Nullable LocalDate closedOn,
        String recordedByName,
        int revision,
        boolean demo) {

    public String kindTitle() {
        return follows == null ? "定期检查" : "跟踪核查";
    }

    /// Planned and not made by its day, or found and not mended by its day.
    public boolean overdue(LocalDate today) {
        return switch (state) {
            case PLANNED -> dueOn.isBefore(today);
            case MENDING -> rectifyBy != null && rectifyBy.isBefore(today);
            case SOUND, MENDED, DROPPED -> false;
        };
    }

    public String stateTitle(LocalDate today) {
        return !overdue(today) ? state.title() : state == VisitState.PLANNED ? "过期没查" : "过期没改";
    }
}
