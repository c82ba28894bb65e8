/// Subsidies (补助、奖补): claims under a scheme's rules, what they come to and who pays, the payment list, and what a
/// changed rule would cost. First it is built, then it is paid: a claim travels its scheme's procedure as a case of the
/// procedure module, whose subject it is; this module answers for the money. What was handed in is spoken for until it
/// is
/// refused or withdrawn, so that claims made at the same time cannot pass a cap together, and one item is paid for
/// once,
/// whichever document it is claimed under. Beside the claims it keeps what else reaches a producer: loans, insurance,
/// other programmes' money.
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "region",
            "identity",
            "journal",
            "web",
            "scheme",
            "procedure",
            "producer",
            "base",
            "file",
            "print",
            "job"
        })
@NullMarked
package org.nongyou.subsidy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
