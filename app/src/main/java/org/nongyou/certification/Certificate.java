package org.nongyou.certification;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A certificate in the ledger (认证证书).
/// @param region           where its first base lies, or where its holder is
/// @param areaMu           certified area, 亩; null where the certificate tells none
/// @param outputTonnes     certified output of a year, tonnes; null where it tells none
/// @param certifier        who issued it
/// @param validFrom        the first day of the unbroken time up to `validTo`, over renewals
/// @param validTo          the last day; null where it does not end
/// @param conversionFrom   when conversion began; with `conversionMonths`, only for organic conversion
/// @param suspendedOn      since when it is suspended, or null
public record Certificate(
        long id,
        CertificateKind kind,
        String number,
        long producerId,
        String producerName,
        RegionCode region,
        List<String> products,
        @Nullable BigDecimal areaMu,
        @Nullable BigDecimal outputTonnes,
        String certifier,
        LocalDate issuedOn,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable LocalDate conversionFrom,
        @Nullable Integer conversionMonths,
        String note,
        @Nullable LocalDate suspendedOn,
        @Nullable LocalDate withdrawnOn,
        int revision,
        boolean demo,
        Instant updatedAt) {

    public Certificate {
        products = List.copyOf(products);
    }

    /// Since when there is something to check and a mark to use: issued or in force, whichever is earlier, over
    /// renewals.
    LocalDate firstDay() {
        return issuedOn.isBefore(validFrom) ? issuedOn : validFrom;
    }

    public CertificateState state(LocalDate day) {
        return CertificateState.of(this, day);
    }

    /// 转换期第 2 年, or the state's own name.
    public String stateTitle(LocalDate day) {
        var state = state(day);
        var year = conversionYear(day);
        return state == CertificateState.CONVERSION && year != null ? "转换期第 " + year + " 年" : state.title();
    }

    /// Which year of conversion a day lies in, counted from one; null where none is known.
    public @Nullable Integer conversionYear(LocalDate day) {
        if (conversionFrom == null || day.isBefore(conversionFrom)) return null;
        int years = (int) ChronoUnit.YEARS.between(conversionFrom, day);
        // A year that began on 29 February is full on 28 February.
        return day.isBefore(conversionFrom.plusYears(years + 1L)) ? years + 1 : years + 2;
    }

    /// The first day on which the land may be certified as organic.
    public @Nullable LocalDate convertedOn() {
        return conversionFrom == null || conversionMonths == null ? null : conversionFrom.plusMonths(conversionMonths);
    }

    /// Until when the certificate is in force; 长期 where it does not end.
    public String until() {
        return validTo == null ? "长期" : validTo.toString();
    }

    /// Days from a day to its last; negative once it is over; null where it does not end.
    public @Nullable Long daysLeft(LocalDate day) {
        return validTo == null ? null : ChronoUnit.DAYS.between(day, validTo);
    }
}
