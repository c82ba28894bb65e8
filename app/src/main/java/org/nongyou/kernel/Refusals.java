package org.nongyou.kernel;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/// The one catalogue of refusal sentences, `refusals.properties`. Gaps are `{0}`, `{1}` …; nothing else is special.
public final class Refusals {

    private static final Properties SENTENCES = read();

    private Refusals() {}

    static String message(String key, List<String> details) {
        var sentence = SENTENCES.getProperty(key);
        if (sentence == null) throw new IllegalArgumentException("no sentence for refusal " + key);
        for (int i = 0; i < details.size(); i++) sentence = sentence.replace("{" + i + "}", details.get(i));
        return sentence;
    }

    /// All keys, for the test that keeps code and catalogue in step.
    public static Set<String> keys() {
        return SENTENCES.stringPropertyNames();
    }

    private static Properties read() {
        var properties = new Properties();
        try (var stream = Refusals.class.getResourceAsStream("/refusals.properties")) {
            if (stream == null) throw new IllegalStateException("refusals.properties is missing");
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
