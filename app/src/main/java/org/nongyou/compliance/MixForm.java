package org.nongyou.compliance;

import java.util.List;

/// What a buyer typed to re-issue after mixing or splitting (混装、分装后重新开具), as typed.
/// @param product of the new certificate
public record MixForm(
        String formId, String product, String kg, String pieceKg, List<String> bases, List<MixLine> lines) {

    public MixForm {
        bases = List.copyOf(bases);
        lines = List.copyOf(lines);
    }

    /// @param code  of a certificate, of this platform or another
    /// @param words which other proof it is, where it is none of this platform
    public record MixLine(String code, String words, String kg) {}
}
