/// Benchmarks of the product with the floors and peers they are compared with. Outside the product's packages, so that
/// its component scan does not find them.
@NullMarked
package org.nongyoubench;

import org.jspecify.annotations.NullMarked;
