@NullMarked
package org.nongyou.base.web;

import org.jspecify.annotations.NullMarked;
