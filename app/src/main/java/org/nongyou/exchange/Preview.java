package org.nongyou.exchange;

import java.util.List;

/// What an import would do.
/// @param rows     that are filled in
/// @param good     of them without fault
/// @param problems the first ones
/// @param faults   how many there are in all
public record Preview(
        long id, ImportKind kind, String file, int rows, int good, List<RowProblem> problems, int faults) {

    public int wrong() {
        return rows - good;
    }
}
