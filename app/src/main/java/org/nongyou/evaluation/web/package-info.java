/// Pages of evaluations, brands and safety counties, inside and public.
@NullMarked
package org.nongyou.evaluation.web;

import org.jspecify.annotations.NullMarked;
