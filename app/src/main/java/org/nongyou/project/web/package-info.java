/// Pages of funded projects: the list, one project, its money.
@NullMarked
package org.nongyou.project.web;

import org.jspecify.annotations.NullMarked;
