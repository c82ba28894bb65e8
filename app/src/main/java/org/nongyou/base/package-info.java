/// The register of bases (基地): place and plots, area, produce, responsible person, signboard, certificates that a
/// base declares. Its place is checked with JTS and measured on the ellipsoid; what does not fit is told, not blocked.
/// It answers for the facts `base.*`. Modules that know more of a base add to its page through
/// [org.nongyou.base.BaseCard].
@ApplicationModule(
        allowedDependencies = {"kernel", "region", "identity", "journal", "web", "file", "producer", "job", "print"})
@NullMarked
package org.nongyou.base;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
