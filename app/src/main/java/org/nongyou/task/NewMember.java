package org.nongyou.task;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.SchemeRef;

/// Somebody to be put on a roster of the person's own place.
/// @param roster   id in the scheme
/// @param username of his account on the platform, or empty
public record NewMember(
        SchemeRef scheme,
        String roster,
        String role,
        String name,
        String post,
        String officeName,
        String phone,
        String username,
        @Nullable LocalDate from) {}
