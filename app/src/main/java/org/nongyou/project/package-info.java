/// Projects that a document funds (项目), such as those that protect a product's geographical indication: who was
/// chosen, the money on its way down the levels, what it is planned for, contracts and payments with their vouchers.
/// The products, amounts, levels and purposes are the scheme's ([org.nongyou.scheme.Subsidy.Allocation]); this module
/// keeps the accounts. Every act on a project's money waits for the one before it, so that payments made at the same
/// time cannot pass a line together.
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
package org.nongyou.project;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
