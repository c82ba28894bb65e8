package org.nongyou.scheme.web;

import java.util.List;

/// All documents that the installation carries out.
/// @param refused folders that were not loaded, each line one reason; only for administrators
public record SchemesPage(List<Row> rows, List<String> refused) {

    public record Row(
            String href,
            String title,
            String issuer,
            String region,
            String period,
            String tone,
            String state,
            int clauses,
            int targets,
            int procedures,
            int tasks,
            int open,
            int version) {}

    public long running() {
        return rows.stream().filter(row -> row.tone().equals("info")).count();
    }

    public int open() {
        return rows.stream().mapToInt(Row::open).sum();
    }
}
