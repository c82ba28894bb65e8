package org.nongyou.producer;

import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// What the list of producers is narrowed to.
/// @param words  searched in name, code and contact; empty for all
/// @param closed the ones that stand no longer, instead of the ones that do
public record ProducerFilter(
        @Nullable RegionCode region, @Nullable ProducerKind kind, String words, boolean closed) {

    public static final ProducerFilter NONE = new ProducerFilter(null, null, "", false);
}
