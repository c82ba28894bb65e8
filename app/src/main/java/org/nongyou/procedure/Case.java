package org.nongyou.procedure;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.End;
import org.nongyou.scheme.SchemeRef;

/// A case (申报件) as it stands.
/// @param kind           id of the kind that it is to be listed as, or null where the procedure lists nothing
/// @param level          the level at which it is to be listed, or null
/// @param classId        the class applied for, or null while none is chosen
/// @param outcome        how it ended, or null while it is open
/// @param actingOfficeId the office whose turn it is; null with a producer, at an end, or where no such office exists
/// @param withApplicant  whether it waits for the applicant
/// @param dueOn          last day of the stage, or null without a deadline
/// @param noticeId       the last publicity, or null
/// @param revision       number of acts so far; what a page shows it sends back, so that nobody decides on an old page
public record Case(
        long id,
        String number,
        SchemeRef scheme,
        String procedureId,
        @Nullable String kind,
        @Nullable Level level,
        @Nullable String classId,
        String subjectKind,
        String subjectId,
        String title,
        @Nullable Long producerId,
        String producerName,
        RegionCode region,
        String stage,
        String stageTitle,
        @Nullable End outcome,
        @Nullable Long actingOfficeId,
        boolean withApplicant,
        Instant enteredStageAt,
        @Nullable LocalDate dueOn,
        @Nullable Long noticeId,
        int revision,
        long createdBy,
        @Nullable Long createdOffice,
        Instant createdAt,
        boolean demo) {

    public boolean open() {
        return outcome == null;
    }

    public boolean overdue(LocalDate today) {
        return open() && dueOn != null && dueOn.isBefore(today);
    }
}
