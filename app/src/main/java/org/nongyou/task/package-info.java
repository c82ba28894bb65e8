/// Tasks (任务): what a scheme asks offices to do falls to each of them by name, span and day (任务清单、责任清单); an upper
/// office asks for more on a clause (调度); offices report what they did, with numbers and proofs, and the office above
/// confirms it or sends it back. A task for each base falls to the office over each base of the catalogue; what facts
/// show to be done is closed by them, each night. Whether something is late is computed from its day, never kept.
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "region",
            "identity",
            "journal",
            "web",
            "scheme",
            "notice",
            "catalogue",
            "file",
            "print",
            "job"
        })
@NullMarked
package org.nongyou.task;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
