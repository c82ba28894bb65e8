package org.nongyou.compliance;

import java.time.LocalDate;
import org.nongyou.region.RegionCode;

/// An exhibition (展会) at which goods are looked at as at a market.
/// @param place     where it is held
/// @param region    of who holds it
public record Fair(
        long id,
        String name,
        String place,
        LocalDate from,
        LocalDate to,
        long organiserId,
        String organiserName,
        RegionCode region,
        boolean demo) {

    public boolean on(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
