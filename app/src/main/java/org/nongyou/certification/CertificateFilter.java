package org.nongyou.certification;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;

/// What a list of certificates is narrowed to; null and empty say nothing.
/// @param sort  one kind, or a set of kinds
/// @param words in number, holder, products, certifier
public record CertificateFilter(
        @Nullable RegionCode region,
        @Nullable Sort sort,
        @Nullable Standing standing,
        @Nullable Long producerId,
        String words) {

    public static final CertificateFilter NONE = new CertificateFilter(null, null, null, null, "");

    /// Kinds that are counted together.
    /// @param code of the one kind, or `quality`
    public record Sort(String code, String title) {

        /// 绿色、有机、地理标志农产品和圳品 as documents count them; conversion is not organic yet.
        public static final Sort QUALITY = new Sort("quality", "绿色、有机、地标和圳品");

        public boolean has(CertificateKind kind) {
            return code.equals(QUALITY.code) ? kind.quality() : kind.code().equals(code);
        }

        public static Optional<Sort> ofCode(String code) {
            return code.equals(QUALITY.code)
                    ? Optional.of(QUALITY)
                    : CertificateKind.ofCode(code).map(kind -> new Sort(kind.code(), kind.title()));
        }
    }

    /// How certificates stand today, as lists ask.
    public enum Standing {
        IN_FORCE("in-force", "有效的（含转换期、该续展）"),
        VALID("valid", "有效"),
        CONVERSION("conversion", "转换期"),
        RENEWAL_DUE("renewal-due", "该续展"),
        LATER("later", "未到有效期"),
        EXPIRED("expired", "过期"),
        SUSPENDED("suspended", "暂停"),
        WITHDRAWN("withdrawn", "撤销"),
        DUE_30("due-30", "30 天内到期"),
        DUE_90("due-90", "90 天内到期"),
        DUE_180("due-180", "180 天内到期");

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

        /// Days of a list of what runs out; 0 for any other.
        public int days() {
            return switch (this) {
                case DUE_30 -> 30;
                case DUE_90 -> 90;
                case DUE_180 -> 180;
                case IN_FORCE, VALID, CONVERSION, RENEWAL_DUE, LATER, EXPIRED, SUSPENDED, WITHDRAWN -> 0;
            };
        }

        /// What runs out first stands on top.
        public boolean byEnd() {
            return switch (this) {
                case DUE_30, DUE_90, DUE_180, RENEWAL_DUE, EXPIRED -> true;
                case IN_FORCE, VALID, CONVERSION, LATER, SUSPENDED, WITHDRAWN -> false;
            };
        }

        public static Optional<Standing> ofCode(String code) {
            return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
        }
    }

    /// Out of an address: `region`, `kind`, `state`, `producer`, `q`.
    public static CertificateFilter of(Map<String, String> query) {
        var words = query.getOrDefault("q", "").strip();
        var producer = query.getOrDefault("producer", "");
        return new CertificateFilter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                Sort.ofCode(query.getOrDefault("kind", "")).orElse(null),
                Standing.ofCode(query.getOrDefault("state", "")).orElse(null),
                producer.matches("\\d{1,18}") ? Long.valueOf(producer) : null,
                words.substring(0, Math.min(words.length(), 50)));
    }

    public Address address(String path) {
        return Address.of(path)
                .with("region", region)
                .with("kind", sort == null ? null : sort.code())
                .with("state", standing == null ? null : standing.code())
                .with("producer", producerId)
                .with("q", words);
    }

    public CertificateFilter in(@Nullable RegionCode other) {
        return new CertificateFilter(other, sort, standing, producerId, words);
    }

    public CertificateFilter standing(@Nullable Standing other) {
        return new CertificateFilter(region, sort, other, producerId, words);
    }

    public boolean narrowed() {
        return sort != null || standing != null || producerId != null || !words.isEmpty();
    }
}
