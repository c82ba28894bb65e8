@NullMarked
package org.nongyou.compliance.web;

import org.jspecify.annotations.NullMarked;
