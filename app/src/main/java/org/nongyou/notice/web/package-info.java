@NullMarked
package org.nongyou.notice.web;

import org.jspecify.annotations.NullMarked;
