package org.nongyou.web;

import gg.jte.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Icons stand in the page as SVG: no font, no second request. The drawings come from @tabler/icons at build time.
final class Icon {

    private static final Map<String, String> DRAWINGS = new ConcurrentHashMap<>();

    private Icon() {}

    static Content of(String name, String size) {
        var drawing = DRAWINGS.computeIfAbsent(name, Icon::read);
        return output -> {
            output.writeContent("<svg class=\"ny-ic ");
            output.writeContent(size);
            output.writeContent(
                    "\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">");
            output.writeContent(drawing);
            output.writeContent("</svg>");
        };
    }

    private static String read(String name) {
        try (var stream = Icon.class.getResourceAsStream("/icons/" + name + ".svg")) {
            if (stream == null)
                throw new IllegalArgumentException("no icon " + name + ": add it to frontend/icons.txt");
            var svg = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return svg.substring(svg.indexOf('>', svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
                    .replaceAll("\\s*\\n\\s*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
