package org.nongyou.base;

/// What was found, as somebody typed it.
/// @param outcome   `sound` or `defects`
/// @param rectifyBy where there are defects
public record VisitForm(String visitedOn, String outcome, String findings, String rectifyBy) {}
