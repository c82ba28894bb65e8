package org.nongyou.base;

import org.jspecify.annotations.Nullable;
import org.nongyou.producer.Crop;
import org.nongyou.region.RegionCode;

/// What the list of bases is narrowed to.
/// @param words  searched in name, number, producer and produce; empty for all
/// @param drawn  with a place on the map or without; null for all
/// @param closed the ones that stand no longer, instead of the ones that do
public record BaseFilter(
        @Nullable RegionCode region,
        @Nullable Crop productClass,
        @Nullable Boolean drawn,
        @Nullable Long producerId,
        String words,
        boolean closed) {

    public static final BaseFilter NONE = new BaseFilter(null, null, null, null, "", false);

    public static BaseFilter ofProducer(long producerId) {
        return new BaseFilter(null, null, null, producerId, "", false);
    }
}
