/// The catalogue (目录): what is listed at which level and class and until when, the reserve for the next level, and
/// the dynamic management of what is listed. An entry comes from the end of a case or is taken over from a published
/// list; it is warned, ordered to rectify, suspended and cleared by the offices over its place, and removed only by the
/// scheme's own procedure, reported level by level. The module also keeps the public directory.
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "region",
            "identity",
            "journal",
            "web",
            "scheme",
            "procedure",
            "notice",
            "producer",
            "base",
            "file",
            "print",
            "job"
        })
@NullMarked
package org.nongyou.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
