package org.nongyou.print;

import java.util.List;
import java.util.Set;

/// A column of a template.
/// @param field   the form's field, as refusals name it
/// @param hint    how it is filled in
/// @param choices the list to choose from; empty where it is free
/// @param example of a made-up producer
public record SheetColumn(
        String field, String title, boolean required, double width, String hint, List<String> choices, String example) {

    private static final Set<String> DATES = Set.of("validFrom", "validTo", "conversionFrom");
    private static final Set<String> CODES = Set.of("identityNumber", "creditCode", "producerId", "number");

    public SheetColumn {
        choices = List.copyOf(choices);
    }

    public static SheetColumn of(
            String field, String title, boolean required, double width, String hint, String example) {
        return new SheetColumn(field, title, required, width, hint, List.of(), example);
    }

    public static SheetColumn chosen(
            String field, String title, boolean required, List<String> choices, String example) {
        return new SheetColumn(field, title, required, 16, "从下拉里选", choices, example);
    }

    /// What Excel keeps as a number of days.
    public boolean date() {
        return field.endsWith("On") || DATES.contains(field);
    }

    /// Longer than the 15 digits that Excel keeps of a number, so that it has to be a text.
    public boolean code() {
        return CODES.contains(field);
    }

    /// As it stands in the head: needed columns carry a star.
    public String head() {
        return required ? title + "*" : title;
    }
}
