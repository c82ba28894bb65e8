package org.nongyou.journal.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.journal.Change;
import org.nongyou.journal.JournalRow;
import org.nongyou.web.Entered;

/// @param area    names of the area that the list shows
/// @param count   how many lines there are, counted no further than `bound`
/// @param older   the address of the next page, or null on the last
/// @param newest  whether this is the first page
/// @param exported how many lines an export takes at most
public record JournalPage(
        String area,
        Entered filter,
        Map<String, List<String>> acts,
        Map<String, String> kinds,
        List<Row> rows,
        int count,
        int bound,
        @Nullable String older,
        boolean newest,
        String exportHref,
        int exported) {

    /// @param href the page of what the act was about, or null where there is none
    public record Row(
            JournalRow entry,
            String title,
            String kind,
            String place,
            List<Change> changes,
            @Nullable String href) {}

    public boolean filtered() {
        return filter.values().entrySet().stream()
                .anyMatch(
                        one -> !one.getKey().equals("region") && !one.getValue().isEmpty());
    }

    public String value(String name) {
        return filter.value(name);
    }

    public String countText() {
        return count < bound ? "%,d 条".formatted(count) : "%,d 条以上".formatted(bound);
    }
}
