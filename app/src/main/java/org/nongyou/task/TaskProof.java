package org.nongyou.task;

import org.nongyou.file.StoredFile;

/// A file that proves what was reported.
/// @param title what it is: 签到表, 照片
/// @param sent  reported with, so that it stays
public record TaskProof(long id, String title, StoredFile file, boolean sent) {}
