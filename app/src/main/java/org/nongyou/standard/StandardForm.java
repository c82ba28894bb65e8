package org.nongyou.standard;

import java.util.Map;

/// What somebody typed of a standard.
public record StandardForm(
        String number,
        String title,
        String field,
        String produce,
        String issuer,
        String draft,
        String issuedOn,
        String fromOn,
        String source,
        String note) {

    public static StandardForm of(Map<String, String> typed) {
        return new StandardForm(
                text(typed, "number"),
                text(typed, "title"),
                text(typed, "field"),
                text(typed, "produce"),
                text(typed, "issuer"),
                text(typed, "draft"),
                text(typed, "issuedOn"),
                text(typed, "fromOn"),
                text(typed, "source"),
                text(typed, "note"));
    }

    private static String text(Map<String, String> typed, String field) {
        return typed.getOrDefault(field, "").strip();
    }

    public Map<String, String> values() {
        return Map.of(
                "number",
                number,
                "title",
                title,
                "field",
                field,
                "produce",
                produce,
                "issuer",
                issuer,
                "draft",
                draft,
                "issuedOn",
                issuedOn,
                "fromOn",
                fromOn,
                "source",
                source,
                "note",
                note);
    }
}
