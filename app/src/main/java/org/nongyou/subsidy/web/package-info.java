/// Pages of subsidies: claims, payment list and dry run.
@NullMarked
package org.nongyou.subsidy.web;

import org.jspecify.annotations.NullMarked;
