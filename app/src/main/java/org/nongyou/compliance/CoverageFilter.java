package org.nongyou.compliance;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;

/// What the figures of coverage are asked for.
/// @param silent which of those who must issue and did not: with a harvest in the year, or without any record of one
public record CoverageFilter(int year, @Nullable RegionCode region, Silent silent) {

    /// Why somebody who must issue did not (该开没开).
    public enum Silent {
        HARVESTED("harvested", "采收了没开"),
        NO_RECORD("no-record", "没有采收记录");

        private final String code;
        private final String title;

        Silent(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }
    }

    /// Out of an address: `year`, `region`, `silent`.
    /// @param thisYear where none or nonsense is asked for
    public static CoverageFilter of(Map<String, String> query, int thisYear) {
        var year = query.getOrDefault("year", "");
        return new CoverageFilter(
                year.matches("20\\d{2}") ? Integer.parseInt(year) : thisYear,
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                Silent.NO_RECORD.code().equals(query.get("silent")) ? Silent.NO_RECORD : Silent.HARVESTED);
    }

    public Address address(String path) {
        return Address.of(path)
                .with("year", year)
                .with("region", region)
                .with("silent", silent == Silent.HARVESTED ? null : silent.code());
    }
}
