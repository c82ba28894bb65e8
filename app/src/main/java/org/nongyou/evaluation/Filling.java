package org.nongyou.evaluation;

import java.util.Map;

/// What somebody typed into a sheet.
/// @param revision of the sheet that the person saw
/// @param points   by item; for an item that asks, 1 or 0
/// @param notes    by item
/// @param facts    by name
public record Filling(int revision, Map<String, String> points, Map<String, String> notes, Map<String, String> facts) {

    public Filling {
        points = Map.copyOf(points);
        notes = Map.copyOf(notes);
        facts = Map.copyOf(facts);
    }
}
