package org.nongyou.base;

import org.nongyou.file.StoredFile;

/// A photograph or a record of a check (检查附件).
/// @param kept the check was recorded with it, so that it stays
public record VisitFile(long id, long visitId, StoredFile file, boolean kept) {}
