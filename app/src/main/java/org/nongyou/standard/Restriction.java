package org.nongyou.standard;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A ban or restriction of one announcement (禁限用).
/// @param substance null for a general rule
/// @param scope     uses or places as the announcement names them
/// @param places    crops or animals that it is about; empty where about all
/// @param from      null where the source does not tell the day: then it counts on every day
/// @param fromText  as the source tells it, such as 2002-05; empty where it does not
public record Restriction(
        int id,
        InputKind kind,
        @Nullable String substance,
        Measure measure,
        String scope,
        List<String> places,
        @Nullable LocalDate from,
        String fromText,
        Provenance provenance) {

    public Restriction {
        places = List.copyOf(places);
    }

    public boolean inForce(LocalDate day) {
        return from == null || !day.isBefore(from);
    }

    /// 2026-06-01 起, or that the day is not known.
    public String since() {
        return fromText.isEmpty() ? "起始日期没有查到" : fromText + " 起";
    }
}
