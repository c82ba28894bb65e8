package org.nongyou.evaluation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What a check of a named county found (动态核查).
/// @param clause   by which it was checked
/// @param mendedOn the day on which what failed was found put right, or null
/// @param fileId   the proof, or null
public record CountyCheck(
        long id,
        long listingId,
        RegionCode region,
        LocalDate checkedOn,
        boolean passed,
        String finding,
        @Nullable LocalDate mendedOn,
        String mendedHow,
        String clause,
        @Nullable Long fileId,
        String officeName,
        String checkedByName,
        boolean demo) {

    /// Speaks for removal.
    public boolean failing() {
        return !passed && mendedOn == null;
    }
}
