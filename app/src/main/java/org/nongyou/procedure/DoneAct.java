package org.nongyou.procedure;

import java.time.Instant;
import org.nongyou.region.RegionCode;

/// An act as it stands in the list of what a person or office has done.
public record DoneAct(
        long id,
        long caseId,
        String caseTitle,
        RegionCode region,
        String stage,
        String act,
        String actor,
        String now,
        Instant at) {}
