/// Exchange with the outside: import of producers, bases and certificates from a table, with templates, a preview that
/// tells each
/// fault where it stands, and the import itself as a job.
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "region",
            "identity",
            "journal",
            "web",
            "job",
            "print",
            "producer",
            "base",
            "certification"
        })
@NullMarked
package org.nongyou.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
