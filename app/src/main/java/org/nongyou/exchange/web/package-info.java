@NullMarked
package org.nongyou.exchange.web;

import org.jspecify.annotations.NullMarked;
