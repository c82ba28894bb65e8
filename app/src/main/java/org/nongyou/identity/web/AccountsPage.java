package org.nongyou.identity.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Account;
import org.nongyou.identity.Office;
import org.nongyou.web.Chip;

/// @param office the one office shown, or null for all of the area
/// @param query  the filters as they stand in the address, without the page
public record AccountsPage(
        String area,
        String region,
        List<Chip> chips,
        @Nullable Office office,
        String role,
        String state,
        String q,
        String query,
        int count,
        int locked,
        int page,
        int pages,
        List<Row> rows) {

    public record Row(Account account, String place, boolean locked) {}

    public boolean filtered() {
        return !q.isEmpty() || !role.isEmpty() || !state.isEmpty();
    }
}
