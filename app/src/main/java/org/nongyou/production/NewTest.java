package org.nongyou.production;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A test as typed, unchecked.
/// @param formKey    the same for a form that is sent twice
/// @param passed     `yes`, `no` or empty
/// @param substances names, parted by 、 or commas
/// @param report     number of the report
/// @param retestOf   id of the test that it repeats, or empty
public record NewTest(
        UUID formKey,
        String kind,
        String testedOn,
        String passed,
        String substances,
        String lab,
        String report,
        String retestOf,
        @Nullable Long fileId) {}
