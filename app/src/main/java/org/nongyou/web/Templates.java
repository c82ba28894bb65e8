package org.nongyou.web;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The compiled JTE templates, for parts of a page that a module contributes to another's, and for print.
@Component
public class Templates {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "org.nongyou.jte");

    TemplateEngine engine() {
        return engine;
    }

    /// A part of a page: template `indicator/card` with its one parameter `page`.
    public Content content(String template, Object page) {
        return output -> engine.render(template + ".jte", Map.of("page", page), output);
    }

    /// A whole document as text, such as the HTML that becomes a PDF.
    public String text(String template, Object page) {
        var output = new StringOutput();
        engine.render(template + ".jte", Map.of("page", page), output);
        return output.toString();
    }
}
