package org.nongyou.production;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;

/// What the list of measured bases is narrowed to.
/// @param words in the names of base and producer; empty for all
public record MeasuredFilter(@Nullable RegionCode region, Medium medium, Standing standing, String words) {

    public static final MeasuredFilter NONE = new MeasuredFilter(null, Medium.SOIL, Standing.ALL, "");

    public enum Standing {
        ALL("", "全部"),
        NEVER("never", "没有测过"),
        /// Not again since the time that the platform's settings give.
        OLD("old", "该再测了"),
        FRESH("fresh", "最近测过");

        private final String code;
        private final String title;

        Standing(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        static Optional<Standing> ofCode(String code) {
            return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
        }
    }

    /// Out of an address: `region`, `medium`, `standing`, `name`.
    public static MeasuredFilter of(Map<String, String> query) {
        return new MeasuredFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                Medium.ofCode(query.getOrDefault("medium", "")).orElse(Medium.SOIL),
                Standing.ofCode(query.getOrDefault("standing", "")).orElse(Standing.ALL),
                FarmActFilter.cut(query.getOrDefault("name", ""), 40));
    }

    public Address address(String path) {
        return Address.of(path)
                .with("region", region)
                .with("medium", medium == Medium.SOIL ? null : medium.code())
                .with("standing", standing.code())
                .with("name", words);
    }

    public boolean narrowed() {
        return medium != Medium.SOIL || standing != Standing.ALL || !words.isEmpty();
    }
}
