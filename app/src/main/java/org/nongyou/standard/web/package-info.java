/// Pages of the rules for inputs: may I use it, what is banned, residue limits, the rule data.
@NullMarked
package org.nongyou.standard.web;

import org.jspecify.annotations.NullMarked;
