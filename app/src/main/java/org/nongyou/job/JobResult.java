package org.nongyou.job;

import org.jspecify.annotations.Nullable;

/// How a job ended well.
/// @param sentence what was done, with its figures: 导入 312 家，5 行有错没有导入
/// @param file     to fetch for seven days, or null
public record JobResult(String sentence, @Nullable JobFile file) {}
