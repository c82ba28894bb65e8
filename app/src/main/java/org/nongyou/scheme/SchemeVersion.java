package org.nongyou.scheme;

import java.time.Instant;
import org.nongyou.kernel.Period;
import org.nongyou.region.RegionCode;

/// One loaded version as lists show it, without its content.
public record SchemeVersion(
        SchemeRef ref,
        String title,
        String issuer,
        RegionCode region,
        Period period,
        String fingerprint,
        Instant loadedAt) {}
