/// Statements whose text never changes, rendered once. jOOQ writes a statement's text anew each time, which is most of
/// its cost; on the path of every request and of every act that is worth saving. And thousands of rows in one go.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.nongyou.statement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
