/// What every page shares: the frame around it, components' helpers, views from JTE templates, pages of errors.
/// Modules contribute to the frame through [org.nongyou.web.NavEntry] and [org.nongyou.web.ViewerSource].
@ApplicationModule(allowedDependencies = {"kernel", "region"})
@NullMarked
package org.nongyou.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
