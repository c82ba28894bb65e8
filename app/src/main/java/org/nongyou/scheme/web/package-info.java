/// The pages of the schemes: a policy document with its clauses, offices, targets, procedures and open questions,
/// readable by everyone.
@NullMarked
package org.nongyou.scheme.web;

import org.jspecify.annotations.NullMarked;
