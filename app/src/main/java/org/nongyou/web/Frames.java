package org.nongyou.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/// Builds the frame of the page that is being shown.
@Component
class Frames {

    private final List<ViewerSource> sources;
    private final List<NavEntry> entries;
    private final String version;
    private final Environment environment;

    Frames(
            List<ViewerSource> sources,
            List<NavEntry> entries,
            @Value("${nongyou.version:dev}") String version,
            Environment environment) {
        this.sources = sources;
        this.entries = entries.stream()
                .sorted(Comparator.comparingInt(NavEntry::order))
                .toList();
        this.version = version;
        this.environment = environment;
    }

    Frame frame(HttpServletRequest request) {
        var viewer = sources.stream()
                .flatMap(source -> source.viewer(request).stream())
                .findFirst()
                .orElse(null);
        var path = request.getRequestURI();
        var menu = viewer == null
                ? List.<Frame.Item>of()
                : entries.stream()
                        .filter(entry -> entry.visibleTo(viewer))
                        .map(entry -> new Frame.Item(
                                entry.path(),
                                entry.icon(),
                                entry.title(),
                                entry.count(viewer),
                                path.equals(entry.path()) || path.startsWith(entry.path() + "/")))
                        .toList();
        var token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return new Frame(
                viewer,
                menu,
                path,
                token == null ? "_csrf" : token.getParameterName(),
                token == null ? "" : token.getToken(),
                environment.getProperty("nongyou.demo", Boolean.class, false),
                version);
    }
}
