/// Administrative divisions (行政区划) by GB/T 2260 code, where the code is the path; their validity and successors;
/// and [org.nongyou.region.Scope], the area to which a person's reads and acts are limited.
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package org.nongyou.region;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
