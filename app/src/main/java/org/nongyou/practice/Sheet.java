package org.nongyou.practice;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A sheet that a base produces by (按标生产资料), one version.
/// @param code      of its public page
/// @param standards numbers of the standards that it follows, as written
/// @param ended     the day it was replaced or withdrawn; null while in use
public record Sheet(
        long id,
        String code,
        SheetKind kind,
        long baseId,
        String baseName,
        RegionCode region,
        String produce,
        String title,
        String body,
        String standards,
        int version,
        LocalDate issued,
        @Nullable LocalDate ended,
        String endedReason,
        String officeName,
        String recordedBy,
        boolean demo) {

    /// @param head empty where the line has one part
    public record Line(String head, String text) {}

    public List<Line> lines() {
        return body.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(this::line)
                .toList();
    }

    private Line line(String text) {
        int colon = text.indexOf('：') >= 0 ? text.indexOf('：') : text.indexOf(':');
        return kind.table() && colon > 0
                ? new Line(
                        text.substring(0, colon).strip(),
                        text.substring(colon + 1).strip())
                : new Line("", text);
    }

    public boolean inUse() {
        return ended == null;
    }
}
