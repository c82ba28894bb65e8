package org.nongyou.evaluation;

/// What an office enters after it checked a named county.
/// @param passed    `yes` or `no`, as typed
/// @param checkedOn as typed
/// @param formKey   of the form, so that a double click enters it once
public record NewCheck(long listingId, String checkedOn, String passed, String finding, String formKey) {}
