/// The workbench (工作台), the lists of cases and the page of a case with its form, score sheets and file.
@NullMarked
package org.nongyou.procedure.web;

import org.jspecify.annotations.NullMarked;
