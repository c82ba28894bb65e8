package org.nongyou.web;

import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/// Views are JTE templates, compiled and type-checked at build time: view `procedure/case` is `procedure/case.jte`.
/// A template gets the model's values that it declares, and `frame` when it declares it.
@Component
class JteViews implements ViewResolver, Ordered {

    /// Bytes; below, one packet carries the page anyway.
    private static final int PACKED_FROM = 1024;
    private static final int LEVEL = 2;
    private static final Pattern REFUSED = Pattern.compile("gzip\\s*;\\s*q=0(\\.0*)?\\s*(,|$)");

    private final TemplateEngine engine;
    private final Frames frames;
    /// By name; there are no more than templates.
    private final Map<String, View> views = new ConcurrentHashMap<>();

    JteViews(Templates templates, Frames frames) {
        this.engine = templates.engine();
        this.frames = frames;
    }

    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) {
        var known = views.get(name);
        if (known != null) return known;
        var template = name + ".jte";
        if (name.startsWith("redirect:") || name.startsWith("forward:") || !engine.hasTemplate(template)) return null;
        return views.computeIfAbsent(name, _ -> new JteView(template));
    }

    private static boolean takesGzip(HttpServletRequest request) {
        var accepted = request.getHeader("Accept-Encoding");
        return accepted != null
                && accepted.contains("gzip")
                && !REFUSED.matcher(accepted).find();
    }

    /// Here and not by the container, which knows no level: the fastest takes a third of the time for a fifth more
    /// bytes.
    private static byte[] packed(byte[] page) throws IOException {
        var packed = new ByteArrayOutputStream(page.length / 6);
        try (var gzip = new FastGzip(packed)) {
            gzip.write(page);
        }
        return packed.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(LEVEL);
        }
    }

    private final class JteView implements View {

        private final String template;
        private final Set<String> declared;

        JteView(String template) {
            this.template = template;
            this.declared = Set.copyOf(engine.getParamInfo(template).keySet());
        }

        /// Named, or content negotiation passes this view over for a forward to a page that does not exist.
        @Override
        public String getContentType() {
            return "text/html;charset=UTF-8";
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws Exception {
            var values = new HashMap<String, @Nullable Object>();
            for (var name : declared) {
                if (name.equals("frame")) {
                    values.put("frame", frames.frame(request));
                } else if (model != null && model.containsKey(name)) {
                    values.put(name, model.get(name));
                }
            }
            var output = new Utf8ByteOutput();
            engine.render(template, values, output);
            response.setContentType("text/html;charset=UTF-8");
            if (output.getContentLength() >= PACKED_FROM && takesGzip(request)) {
                var packed = packed(output.toByteArray());
                response.setHeader("Content-Encoding", "gzip");
                response.addHeader("Vary", "Accept-Encoding");
                response.setContentLength(packed.length);
                response.getOutputStream().write(packed);
            } else {
                response.setContentLength(output.getContentLength());
                output.writeTo(response.getOutputStream());
            }
        }
    }
}
