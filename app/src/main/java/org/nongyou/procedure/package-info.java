/// Cases (申报件) that travel a scheme's procedure: who applied, who decided what and why, what is still missing, until
/// when, and how it ended. The engine knows no document; what may happen at a step, who may do it and what it needs
/// comes from the scheme's version that the case pins. Acts are kept for ever and the state is their sum. Other modules
/// tell it about subjects ([SubjectSource]), may object to an end ([ConclusionGuard]) and hear of ends
/// ([CaseConcluded]).
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "region",
            "identity",
            "journal",
            "web",
            "statement",
            "scheme",
            "notice",
            "file",
            "print",
            "job"
        })
@NullMarked
package org.nongyou.procedure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
