/// Exchange with the outside: import of producers, bases, certificates, loans, insurance and other programmes'
/// money from a table, with templates, a preview that tells each fault where it stands, and the import itself as a job.
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
            "certification",
            "subsidy"
        })
@NullMarked
package org.nongyou.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
