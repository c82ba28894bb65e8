package org.nongyou.task;

import org.nongyou.file.StoredFile;

/// A file that shows what was mended (整改佐证).
/// @param sent answered with, so that it stays
public record AnswerFile(long id, StoredFile file, boolean sent) {}
