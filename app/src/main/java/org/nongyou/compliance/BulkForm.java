package org.nongyou.compliance;

import java.util.List;

/// What was typed to issue many at once (批量开具单).
public record BulkForm(String formId, List<BulkLine> lines, List<String> bases) {

    /// @param count  how many certificates
    /// @param eachKg of each
    public record BulkLine(long batchId, String count, String eachKg) {}
}
