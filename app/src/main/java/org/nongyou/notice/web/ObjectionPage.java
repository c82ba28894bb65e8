package org.nongyou.notice.web;

import org.jspecify.annotations.Nullable;
import org.nongyou.notice.Notice;
import org.nongyou.notice.Objection;

/// The answer to an objection, or the question for its code.
/// @param objection null when no code was given or it leads nowhere
public record ObjectionPage(
        String code,
        @Nullable Objection objection,
        @Nullable Notice notice,
        @Nullable String officePhone) {}
