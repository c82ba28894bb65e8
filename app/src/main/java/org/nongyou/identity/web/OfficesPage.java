package org.nongyou.identity.web;

import java.util.List;
import org.nongyou.identity.Office;
import org.nongyou.web.Chip;

/// @param area   names of the area that the list shows
/// @param query  the filters as they stand in the address, without the page
/// @param pages  how many pages of a hundred there are
public record OfficesPage(
        String area,
        String region,
        List<Chip> chips,
        String department,
        String q,
        String query,
        int count,
        int page,
        int pages,
        List<Row> rows,
        boolean saved) {

    public record Row(Office office, String place, String department, int accounts) {}

    public boolean filtered() {
        return !q.isEmpty() || !department.isEmpty();
    }
}
