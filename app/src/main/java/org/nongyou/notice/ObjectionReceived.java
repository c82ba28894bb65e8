package org.nongyou.notice;

import org.jspecify.annotations.Nullable;

/// Somebody objected to a publicity. Published inside the transaction that keeps the objection.
public record ObjectionReceived(
        long noticeId,
        long objectionId,
        @Nullable String subjectKind,
        @Nullable String subjectId) {}
