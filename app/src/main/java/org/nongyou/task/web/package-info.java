/// Pages of tasks: lists, one task, dispatch, progress table.
@NullMarked
package org.nongyou.task.web;

import org.jspecify.annotations.NullMarked;
