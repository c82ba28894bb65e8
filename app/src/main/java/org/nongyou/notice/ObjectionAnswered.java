package org.nongyou.notice;

import org.jspecify.annotations.Nullable;

/// The office answered an objection. Published inside the transaction of the answer.
/// @param upheld whether it was found right
public record ObjectionAnswered(
        long noticeId,
        long objectionId,
        @Nullable String subjectKind,
        @Nullable String subjectId,
        boolean upheld) {}
