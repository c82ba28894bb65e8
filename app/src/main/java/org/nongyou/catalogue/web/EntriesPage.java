package org.nongyou.catalogue.web;

import java.util.List;
import org.nongyou.catalogue.ListingStatus;
import org.nongyou.kernel.Level;

/// The card of a subject's entries.
public record EntriesPage(List<Entry> entries) {

    public record Entry(long id, String number, String kind, Level level, ListingStatus status) {}
}
