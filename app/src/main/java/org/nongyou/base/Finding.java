package org.nongyou.base;

/// Something about a base that does not fit and should be looked at; it blocks nothing.
/// @param field the form's field, or the part of the page
public record Finding(String field, String sentence) {}
