package org.nongyou.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Tells who looks at the page; empty for the public.
public interface ViewerSource {

    Optional<Viewer> viewer(HttpServletRequest request);
}
