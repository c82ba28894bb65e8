package org.nongyou.project;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Period;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// A funded project (项目) as it stands: one product of one document, carried out by one county.
/// @param allocationId   the scheme's allocation from which it is paid
/// @param kind           the scheme's kind of which it is
/// @param placeSource    by what its county is known, where the document does not say it
/// @param establishedOn  null while it is not chosen
/// @param accountNumber  of the dedicated account (专账); empty until the county says it
/// @param caseId         the case in which it is applied for or evaluated last, or null
/// @param stageTitle     where it stands in it; empty without a case
/// @param manager        who answers for the money (专管人员); empty until the county says it
public record Project(
        long id,
        String number,
        SchemeRef scheme,
        String allocationId,
        String kind,
        String product,
        RegionCode region,
        String placeSource,
        ProjectState state,
        Period period,
        @Nullable LocalDate establishedOn,
        Sums sums,
        String accountBank,
        String accountNumber,
        String manager,
        @Nullable Long caseId,
        String procedureTitle,
        String stageTitle,
        Instant updatedAt,
        int revision,
        boolean demo) {

    public boolean running() {
        return state == ProjectState.RUNNING;
    }

    public boolean hasAccount() {
        return !accountNumber.isEmpty() && !manager.isEmpty();
    }
}
