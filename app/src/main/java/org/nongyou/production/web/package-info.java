@NullMarked
package org.nongyou.production.web;

import org.jspecify.annotations.NullMarked;
