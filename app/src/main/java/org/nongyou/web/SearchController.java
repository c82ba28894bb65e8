package org.nongyou.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The search over everything, for signed-in persons: each sees only what lies in his area.
@Controller
class SearchController {

    private static final int SHOWN = 20;
    private static final int LONGEST = 60;

    private final List<SearchSource> sources;
    private final List<ViewerSource> viewers;

    SearchController(ObjectProvider<SearchSource> sources, ObjectProvider<ViewerSource> viewers) {
        this.sources = sources.stream()
                .sorted(Comparator.comparingInt(SearchSource::order))
                .toList();
        this.viewers = viewers.stream().toList();
    }

    @GetMapping("/search")
    ModelAndView search(HttpServletRequest request, @RequestParam(name = "q", defaultValue = "") String typed) {
        var viewer = viewers.stream()
                .flatMap(source -> source.viewer(request).stream())
                .findFirst()
                .orElseThrow(() -> new NotAllowed("登录以后才能搜全站。公开的基地在公开目录里查。"));
        var trimmed = typed.strip();
        var words = trimmed.length() > LONGEST ? trimmed.substring(0, LONGEST) : trimmed;
        var groups = words.isEmpty()
                ? List.<SearchPage.Group>of()
                : sources.stream()
                        .map(source -> {
                            var hits = source.hits(viewer.scope(), words, SHOWN + 1);
                            return new SearchPage.Group(
                                    source.kind(), hits.stream().limit(SHOWN).toList(), hits.size() > SHOWN);
                        })
                        .filter(group -> !group.hits().isEmpty())
                        .toList();
        var found = groups.stream().mapToInt(group -> group.hits().size()).sum();
        return Page.of("web/search", new SearchPage(words, groups, found));
    }
}
