@NullMarked
package org.nongyou.practice.web;

import org.jspecify.annotations.NullMarked;
