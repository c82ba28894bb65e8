/// Reads a scheme's folder: YAML with places, keys typed one by one, references, expressions, and the checks that need
/// the whole. Internal to the scheme module, which shows it to others as SchemeLoader.
@NullMarked
package org.nongyou.scheme.loading;

import org.jspecify.annotations.NullMarked;
