package org.nongyou.production;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A test of a batch (检测).
/// @param substances what was tested, as the rules name it
/// @param lab        empty for a test of its own
/// @param retestOf   the test that this one repeats
public record BatchTest(
        long id,
        TestKind kind,
        LocalDate on,
        boolean passed,
        List<String> substances,
        String lab,
        @Nullable Long fileId,
        @Nullable Long retestOf) {

    public BatchTest {
        substances = List.copyOf(substances);
    }
}
