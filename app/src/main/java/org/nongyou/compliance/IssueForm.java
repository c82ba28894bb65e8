package org.nongyou.compliance;

import java.util.List;

/// What somebody typed to issue certificates, as typed.
/// @param formId      drawn when the page was made: the same form twice is one certificate
/// @param pieceKg     of one package; empty where one certificate goes with the whole
/// @param bases       codes of [Basis]
/// @param paperNumber of a handwritten certificate that is entered later; else empty
public record IssueForm(
        String formId, long batchId, String kg, String pieceKg, List<String> bases, String form, String paperNumber) {

    public IssueForm {
        bases = List.copyOf(bases);
    }
}
