package org.nongyou.web;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// Answers of controllers: a page from its template with one typed record, `page`.
public final class Page {

    private Page() {}

    public static ModelAndView of(String template, Object page) {
        return new ModelAndView(template, Map.of("page", page));
    }

    /// The same page again with a refusal or errors: 422, so that nothing the person typed is lost.
    public static ModelAndView again(String template, Object page) {
        return new ModelAndView(template, Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    public static ModelAndView redirect(String path) {
        // The view itself: a name would be put to every resolver, which takes as long as a statement.
        return new ModelAndView(new RedirectView(path, true, true, false));
    }
}
