package org.nongyou.compliance;

/// What somebody typed about an exhibition, unchecked.
/// @param formId drawn with the form: sent twice it is one exhibition
public record FairForm(String formId, String name, String place, String from, String to) {}
