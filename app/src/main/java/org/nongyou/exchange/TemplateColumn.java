package org.nongyou.exchange;

import java.util.List;

/// A column of a template.
/// @param field   the form's field, as refusals name it
/// @param hint    how it is filled in
/// @param choices the list to choose from; empty where it is free
/// @param example of a made-up producer
public record TemplateColumn(
        String field, String title, boolean required, double width, String hint, List<String> choices, String example) {

    public TemplateColumn {
        choices = List.copyOf(choices);
    }

    static TemplateColumn of(String field, String title, boolean required, double width, String hint, String example) {
        return new TemplateColumn(field, title, required, width, hint, List.of(), example);
    }

    static TemplateColumn chosen(String field, String title, boolean required, List<String> choices, String example) {
        return new TemplateColumn(field, title, required, 16, "从下拉里选", choices, example);
    }

    /// As it stands in the head: needed columns carry a star.
    String head() {
        return required ? title + "*" : title;
    }
}
