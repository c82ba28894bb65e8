package org.nongyou.exchange;

/// What is wrong in a table, where it stands.
/// @param row    as Excel counts
/// @param column the letter, or empty when the whole row is meant
/// @param title  the column's head, or empty
public record RowProblem(int row, String column, String title, String sentence) {}
