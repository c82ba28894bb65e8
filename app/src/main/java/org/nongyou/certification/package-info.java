/// The ledger of certificates (认证台账): green food, organic with conversion, geographical indications, 名特优新, 圳品,
/// CAQS-GAP. It keeps each span of validity, who may use a mark and what was sold with it, and the checks after
/// certification with what the certifier answered. How a certificate stands is computed from its days. It shows
/// certificates on the pages of bases and producers and answers for the facts that count them.
@ApplicationModule(
        allowedDependencies = {"kernel", "region", "identity", "journal", "web", "producer", "base", "job", "print"})
@NullMarked
package org.nongyou.certification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
