/// Production records (生产记录): what grows on which plot, what was done, what was bought and used, what was harvested and
/// tested. One entry is one farm act and is never overwritten; the ledger of inputs never goes below zero; a harvest
/// makes a batch, of which certificates take their amounts. The rules of [org.nongyou.standard] are asked while
/// recording, by the day of use.
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "region",
            "identity",
            "journal",
            "web",
            "file",
            "job",
            "print",
            "standard",
            "producer",
            "base"
        })
@NullMarked
package org.nongyou.production;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
