/// Exchange with the outside: import of producers and bases from a table, with templates, a preview that tells each
/// fault where it stands, and the import itself as a job.
@ApplicationModule(
        allowedDependencies = {"kernel", "region", "identity", "journal", "web", "job", "print", "producer", "base"})
@NullMarked
package org.nongyou.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
