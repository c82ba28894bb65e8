package org.nongyou.journal;

import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What is written of an act. Made with [#of] and refined with the `with…` methods.
/// @param act     written-out stable name, such as `case.pass`
/// @param region  where the matter lies
/// @param summary one Chinese sentence without the actor: 通过市级验收，报省农业农村厅复核
/// @param before  JSON, or null where nothing was there
/// @param refused an attempt that was refused and changed nothing
public record JournalEntry(
        String act,
        RegionCode region,
        String subjectKind,
        String subjectId,
        String subjectTitle,
        String summary,
        @Nullable String reason,
        @Nullable String before,
        @Nullable String after,
        boolean refused) {

    public static JournalEntry of(
            String act, RegionCode region, String subjectKind, Object subjectId, String subjectTitle, String summary) {
        return new JournalEntry(
                act, region, subjectKind, String.valueOf(subjectId), subjectTitle, summary, null, null, null, false);
    }

    public JournalEntry because(@Nullable String reason) {
        return new JournalEntry(
                act, region, subjectKind, subjectId, subjectTitle, summary, reason, before, after, refused);
    }

    /// @param before JSON text or null
    /// @param after  JSON text or null
    public JournalEntry change(@Nullable String before, @Nullable String after) {
        return new JournalEntry(
                act, region, subjectKind, subjectId, subjectTitle, summary, reason, before, after, refused);
    }

    public JournalEntry asRefused() {
        return new JournalEntry(
                act, region, subjectKind, subjectId, subjectTitle, summary, reason, before, after, true);
    }
}
