/// Commitment certificates (承诺达标合格证): the gate that says whether a batch may carry one and why not, the code and
/// the signed words that anyone can check without a network, issue, void and replacement, printed labels, and the page
/// that a shopper's phone opens.
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "region",
            "identity",
            "journal",
            "statement",
            "web",
            "file",
            "job",
            "print",
            "notice",
            "standard",
            "statement",
            "producer",
            "production",
            "base",
            "certification",
            "catalogue"
        })
@NullMarked
package org.nongyou.compliance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
