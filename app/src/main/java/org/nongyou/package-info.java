/// Nongyou 农优: a policy document becomes a running programme. One package per module.
@NullMarked
package org.nongyou;

import org.jspecify.annotations.NullMarked;
