/// Pages of the targets, the reported figures and the dashboard, and the cards on the workbench.
@NullMarked
package org.nongyou.indicator.web;

import org.jspecify.annotations.NullMarked;
