package org.nongyou.standard;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An input that organic or green production may use (允许使用名单).
/// @param category   as the standard's annex sorts it: 植物保护产品, 肥料 …
/// @param conditions under which; empty where without
/// @param standard   the standard with its annex
public record Permitted(
        List list,
        String category,
        String name,
        String conditions,
        String standard,
        LocalDate from,
        @Nullable LocalDate to,
        String source) {

    public enum List {
        ORGANIC("有机"),
        GREEN("绿色食品");

        private final String title;

        List(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        public static Optional<List> titled(String title) {
            return Arrays.stream(values())
                    .filter(one -> one.title.equals(title))
                    .findFirst();
        }
    }

    public boolean on(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
}
