package org.nongyou.project;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.StoredFile;

/// A file or photo in a project's archive (工作档案).
/// @param task       id of the scheme's task for which it is proof; empty for anything else
/// @param voidReason why it was taken out; empty where it holds
public record Archived(
        long id,
        String task,
        String title,
        LocalDate takenOn,
        @Nullable StoredFile file,
        String addedBy,
        String voidReason) {

    public boolean holds() {
        return voidReason.isEmpty();
    }

    public boolean photo() {
        return file != null && file.mediaType().startsWith("image/");
    }
}
