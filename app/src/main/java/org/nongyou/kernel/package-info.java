/// Values that every module speaks: decisions and refusals, money, area, levels, periods, and typed facts.
/// No Spring, no SQL.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.nongyou.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
