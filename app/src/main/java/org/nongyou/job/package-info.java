/// Long work (任务): imports, exports, bulk print, recounts. It runs in the background with progress, can be stopped,
/// and survives a restart: what was cut off is resumed where its handler can, else marked failed with a sentence.
/// Also the export of any list as a table through [org.nongyou.job.ListExport].
@ApplicationModule(allowedDependencies = {"kernel", "region", "identity", "journal", "web", "print", "statement"})
@NullMarked
package org.nongyou.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
