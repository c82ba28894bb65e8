/// Hands out files.
@NullMarked
package org.nongyou.file.web;

import org.jspecify.annotations.NullMarked;
