package org.nongyou.certification;

import java.util.List;

/// What an office typed of a certificate, in the form's field names and as typed.
/// @param producerId the holder: its id, or its credit code where a table is imported
/// @param baseIds    bases that it covers; may be empty
/// @param products   parted by 、 or other separators
/// @param conversionMonths least months of conversion that the land's crop asks for: 12, 24, 36
public record CertificateForm(
        String kind,
        String number,
        String producerId,
        List<String> baseIds,
        String products,
        String areaMu,
        String outputTonnes,
        String certifier,
        String issuedOn,
        String validFrom,
        String validTo,
        String conversionFrom,
        String conversionMonths,
        String note) {

    public CertificateForm {
        baseIds = List.copyOf(baseIds);
    }
}
