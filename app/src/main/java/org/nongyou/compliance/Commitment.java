package org.nongyou.compliance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// A commitment certificate (承诺达标合格证) with its eight elements: promise, basis, product, quantity, origin, day of
/// issue, who commits, how to reach him. What it says never changes; it ends by being voided or replaced.
/// @param pieceKg    of one package; null where one certificate goes with the whole lot
/// @param pieces     how many labels
/// @param batchId    null where goods of others were mixed or split
/// @param paperNumber of a handwritten one that was entered later; else empty
/// @param replacedBy the certificate that stands in its place, or null
public record Commitment(
        CertificateCode code,
        LocalDate issuedOn,
        Instant issuedAt,
        Style style,
        Form form,
        long producerId,
        String producerName,
        String producerKind,
        RegionCode region,
        String phone,
        String product,
        String variety,
        BigDecimal quantityKg,
        @Nullable BigDecimal pieceKg,
        int pieces,
        String origin,
        @Nullable Long batchId,
        String batchCode,
        @Nullable Long baseId,
        String baseName,
        @Nullable LocalDate harvestedOn,
        Set<Basis> bases,
        List<String> promise,
        Story story,
        String paperNumber,
        State state,
        @Nullable Instant endedAt,
        String endedBecause,
        String endedBy,
        @Nullable CertificateCode replacedBy,
        @Nullable CertificateCode replaces,
        LocalDate keepUntil,
        String issuedByName,
        boolean demo,
        Seal seal) {

    /// Which of the ministry's two styles (样式).
    public enum Style {
        PRODUCER("producer", "生产主体"),
        /// After mixing or splitting goods of others.
        BUYER("buyer", "收购主体");

        private final String code;
        private final String title;

        Style(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        static Style of(String code) {
            return Arrays.stream(values())
                    .filter(one -> one.code.equals(code))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// How it was given out (开具形式).
    public enum Form {
        ELECTRONIC("electronic", "电子"),
        PRINTED("printed", "打印"),
        /// On paper first, entered afterwards.
        HANDWRITTEN("handwritten", "手写补录"),
        /// Printed beforehand, activated afterwards.
        LABEL("label", "预印标签");

        private final String code;
        private final String title;

        Form(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        static Form of(String code) {
            return Arrays.stream(values())
                    .filter(one -> one.code.equals(code))
                    .findFirst()
                    .orElse(ELECTRONIC);
        }
    }

    public enum State {
        ISSUED("issued", "有效", "ok"),
        VOID("void", "已作废", "bad"),
        REPLACED("replaced", "已换开", "idle");

        private final String code;
        private final String title;
        private final String tone;

        State(String code, String title, String tone) {
            this.code = code;
            this.title = title;
            this.tone = tone;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        public String tone() {
            return tone;
        }

        static @Nullable State of(String code) {
            return Arrays.stream(values())
                    .filter(one -> one.code.equals(code))
                    .findFirst()
                    .orElse(null);
        }
    }

    /// What the check page tells of the goods, as it was known at issue.
    /// @param drugs  how often pesticides or veterinary drugs were used
    /// @param tests  one line a test: 6月15日 快检合格
    public record Story(int records, int drugs, List<Step> steps, List<String> tests) {

        public static final Story NONE = new Story(0, 0, List.of(), List.of());

        public Story {
            steps = List.copyOf(steps);
            tests = List.copyOf(tests);
        }
    }

    /// One thing that happened, in plain words.
    public record Step(LocalDate on, String title, String text) {}

    /// Goods of another certificate that went into this one.
    /// @param ours whether the code is one of this platform
    public record Source(String code, String words, BigDecimal quantityKg, boolean ours) {}

    public Commitment {
        bases = Set.copyOf(bases);
        promise = List.copyOf(promise);
    }

    public boolean valid() {
        return state == State.ISSUED;
    }
}
