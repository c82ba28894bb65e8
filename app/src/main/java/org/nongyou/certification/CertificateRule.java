package org.nongyou.certification;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Something that is known of a kind of certificate, with where it is known from. A line of `certification/rules.csv`.
/// @param value a regular expression, months or days, by the rule
/// @param from  the first day of issue that it is judged by; null for always
public record CertificateRule(
        String kind,
        About about,
        String value,
        String words,
        String example,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        String source,
        String clause,
        Confidence confidence) {

    public enum About {
        NUMBER("number", "编号"),
        TERM("term", "有效期"),
        RENEWAL("renewal", "续展"),
        CONVERSION("conversion", "转换期"),
        LONGTERM("longterm", "长期");

        private final String code;
        private final String title;

        About(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String title() {
            return title;
        }

        static About ofCode(String code) {
            for (var one : values()) if (one.code.equals(code)) return one;
            throw new IllegalArgumentException(code);
        }
    }

    /// Only what is sure refuses.
    public enum Confidence {
        SURE("sure", "有文件"),
        LIKELY("likely", "公开报道"),
        UNSURE("unsure", "没有查实");

        private final String code;
        private final String title;

        Confidence(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String title() {
            return title;
        }

        static Confidence ofCode(String code) {
            for (var one : values()) if (one.code.equals(code)) return one;
            throw new IllegalArgumentException(code);
        }
    }

    boolean holdsOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    int number() {
        return Integer.parseInt(value);
    }

    /// As a refusal cites it.
    String cited() {
        return clause.isEmpty() ? source : source + "：" + clause;
    }
}
