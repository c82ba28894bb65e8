package org.nongyou.standard;

import java.util.LinkedHashMap;
import java.util.Map;

/// A row of a rule table as text, cell by cell, as the template has it (规则行): what two tables are compared by.
/// @param key   what makes it this row and no other: registration and crop, standard and food …
/// @param cells by the column's field; those whose name begins with _ are not compared
public record RuleRow(String key, Map<String, String> cells) {

    public RuleRow {
        cells = Map.copyOf(cells);
    }

    public String cell(String field) {
        return cells.getOrDefault(field, "");
    }

    boolean tells(RuleRow other) {
        return told().equals(other.told());
    }

    private Map<String, String> told() {
        var told = new LinkedHashMap<String, String>();
        for (var cell : cells.entrySet())
            if (!cell.getKey().startsWith("_") && !cell.getValue().isEmpty()) told.put(cell.getKey(), cell.getValue());
        return told;
    }
}
