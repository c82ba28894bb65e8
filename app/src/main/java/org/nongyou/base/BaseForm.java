package org.nongyou.base;

import java.util.List;

/// What a person typed about a base, unchecked.
/// @param productClass       code of a class of produce
/// @param operatingProcedure `yes`, `no` or empty
public record BaseForm(
        String producerId,
        String name,
        String region,
        String address,
        String product,
        String productClass,
        String areaMu,
        String responsibleName,
        String supervisionPhone,
        String techniques,
        String goodVarietyPercent,
        String internalInspectors,
        String householdsLed,
        String operatingProcedure,
        String signboardOn,
        List<PlotForm> plots,
        List<CertificateForm> certificates) {

    /// @param outline corners as lines of longitude and latitude, or GeoJSON; empty where it is not drawn
    public record PlotForm(String name, String kind, String areaMu, String crop, String outline) {

        public static final PlotForm EMPTY = new PlotForm("", "plot", "", "", "");

        boolean isEmpty() {
            return name.isBlank() && areaMu.isBlank() && crop.isBlank() && outline.isBlank();
        }
    }

    /// @param fileId of the copy, empty where there is none
    public record CertificateForm(String type, String number, String validFrom, String validTo, String fileId) {

        public static final CertificateForm EMPTY = new CertificateForm("", "", "", "", "");

        boolean isEmpty() {
            return type.isBlank() && number.isBlank() && validFrom.isBlank() && validTo.isBlank();
        }
    }

    public BaseForm {
        plots = List.copyOf(plots);
        certificates = List.copyOf(certificates);
    }

    public static BaseForm of(Base base) {
        return new BaseForm(
                String.valueOf(base.producerId()),
                base.name(),
                base.region().value(),
                base.address(),
                base.product(),
                base.productClass() == null ? "" : base.productClass().code(),
                plain(base.areaMu()),
                base.responsibleName(),
                base.supervisionPhone(),
                base.techniques() == null ? "" : base.techniques(),
                base.goodVarietyPercent() == null ? "" : plain(base.goodVarietyPercent()),
                base.internalInspectors() == null ? "" : String.valueOf(base.internalInspectors()),
                base.householdsLed() == null ? "" : String.valueOf(base.householdsLed()),
                base.operatingProcedure() == null ? "" : base.operatingProcedure() ? "yes" : "no",
                base.signboardOn() == null ? "" : base.signboardOn().toString(),
                base.plots().stream()
                        .map(plot -> new PlotForm(
                                plot.name(),
                                plot.kind().code(),
                                plain(plot.areaMu()),
                                plot.crop(),
                                plot.place() == null ? "" : plot.place().toText()))
                        .toList(),
                base.certificates().stream()
                        .map(one -> new CertificateForm(
                                one.type().code(),
                                one.number(),
                                one.validFrom() == null ? "" : one.validFrom().toString(),
                                one.validTo() == null ? "" : one.validTo().toString(),
                                one.fileId() == null ? "" : String.valueOf(one.fileId())))
                        .toList());
    }

    private static String plain(java.math.BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
