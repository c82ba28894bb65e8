/// What bases produce by (按标生产): the operating procedure, pattern chart, operation card and risk handbook of a base and
/// produce, with versions, printed as sheets for the wall with a code that opens their public page; and the counties'
/// library of sustainable production modes. It shows the sheets on the pages of bases.
@ApplicationModule(
        allowedDependencies = {"kernel", "region", "identity", "journal", "web", "print", "standard", "producer", "base"
        })
@NullMarked
package org.nongyou.practice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
