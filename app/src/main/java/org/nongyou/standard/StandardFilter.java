package org.nongyou.standard;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.web.Address;

/// What the library is narrowed to; null and empty say nothing.
/// @param words in number, title, produce, issuer
public record StandardFilter(
        @Nullable StandardKind kind, Standard.@Nullable Field field, Standard.@Nullable State state, String words) {

    private static final int LONGEST = 50;

    public static StandardFilter of(Map<String, String> query) {
        var words = query.getOrDefault("q", "").strip();
        return new StandardFilter(
                StandardKind.ofCode(query.getOrDefault("kind", "")).orElse(null),
                Standard.Field.ofCode(query.getOrDefault("field", "")).orElse(null),
                Standard.State.ofName(query.getOrDefault("state", "")).orElse(null),
                words.length() > LONGEST ? words.substring(0, LONGEST) : words);
    }

    public Address address() {
        return Address.of("/standards/library")
                .with("kind", kind == null ? null : kind.code())
                .with("field", field == null ? null : field.code())
                .with("state", state == null ? null : state.name())
                .with("q", words);
    }
}
