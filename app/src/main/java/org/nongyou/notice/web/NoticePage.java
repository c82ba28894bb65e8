package org.nongyou.notice.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.notice.Due;
import org.nongyou.notice.Notice;
import org.nongyou.notice.Objection;
import org.nongyou.web.Entered;

/// One notice: to its office with the objections to it, to the public with the form for one.
/// @param left      until its last day, or null where it does not stand
/// @param estimate  whether the count runs into a year whose arrangement is not published
/// @param subject   where the matter itself is kept, or null
/// @param answering the objection whose answer was refused, with what was typed
public record NoticePage(
        Notice notice,
        String place,
        @Nullable Due left,
        boolean estimate,
        @Nullable String subject,
        @Nullable String officePhone,
        List<Objection> objections,
        boolean mayHandle,
        @Nullable Long answering,
        Entered entered) {

    public long waiting() {
        return objections.stream().filter(objection -> !objection.answered()).count();
    }

    public Map<String, String> values() {
        return entered.values();
    }
}
