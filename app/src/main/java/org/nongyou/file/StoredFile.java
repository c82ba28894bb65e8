package org.nongyou.file;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A file as it is kept.
/// @param mediaType as found in its content
/// @param region    where the matter lies to which it belongs
/// @param open      whether anyone may see it, without signing in
public record StoredFile(
        long id,
        String sha256,
        long size,
        String mediaType,
        String name,
        RegionCode region,
        @Nullable Long producerId,
        long uploadedBy,
        Instant uploadedAt,
        boolean open) {

    /// Whether a browser may show it in place; all else is downloaded.
    public boolean showable() {
        return switch (mediaType) {
            case "image/jpeg", "image/png", "image/webp" -> true;
            default -> false;
        };
    }

    /// 2.1 MB
    public String sizeText() {
        if (size < 1024) return size + " B";
        if (size < 1024 * 1024) return "%.0f kB".formatted(size / 1024.0);
        return "%.1f MB".formatted(size / 1024.0 / 1024.0);
    }
}
