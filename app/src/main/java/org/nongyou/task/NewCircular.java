package org.nongyou.task;

import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// A circular to be published; its lines are what is late under the document at that moment.
/// @param clause  the section that it rests on
/// @param region  only the late ones of this place, or null for all below
/// @param formKey the same for a form that is sent twice
public record NewCircular(
        SchemeRef scheme, String clause, @Nullable RegionCode region, String title, String words, String formKey) {}
