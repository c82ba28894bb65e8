@NullMarked
package org.nongyou.job.web;

import org.jspecify.annotations.NullMarked;
