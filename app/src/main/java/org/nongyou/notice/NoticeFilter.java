package org.nongyou.notice;

import org.jspecify.annotations.Nullable;

/// What a list of notices is narrowed by; a null says nothing.
/// @param open true: only publicity that stands now; false: only what is over
/// @param text part of the title
public record NoticeFilter(
        @Nullable NoticeKind kind,
        @Nullable Boolean open,
        @Nullable String text) {

    public static final NoticeFilter ALL = new NoticeFilter(null, null, null);
}
