/// The append-only record of official acts (操作日志): who, for which office, when, what, before and after, why.
/// The database grants only INSERT and SELECT on it.
@ApplicationModule(allowedDependencies = {"kernel", "region", "identity", "web", "print", "statement"})
@NullMarked
package org.nongyou.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
