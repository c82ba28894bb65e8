package org.nongyou.compliance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A certificate as it is looked at when goods come in.
/// @param typed       what was scanned or typed
/// @param certificate null where there is none
/// @param left        kilograms of it that nobody took in yet
/// @param sources     what was mixed or split for it, one step back
/// @param made        certificates that its goods went into
/// @param today       what the gate says of its batch today; null where it has none
public record Arrival(
        String typed,
        Verdict verdict,
        @Nullable Commitment certificate,
        BigDecimal left,
        List<Commitment.Source> sources,
        List<CertificateCode> made,
        @Nullable GateAnswer today) {

    /// What it says, and whether goods may be taken in with it.
    public enum Verdict {
        GOOD(true, "ok", "有效，可以收"),
        WRONG_CODE(false, "bad", "编码不对，打错了或者没有扫全"),
        /// Printed beforehand, and stands for no batch yet.
        NOT_ACTIVE(false, "bad", "这是预印标签，还没有启用，不能凭它收"),
        LOST(false, "bad", "这张预印标签已经报失、报废，不能凭它收"),
        /// The code is well formed, nothing was ever issued with it: forged.
        UNKNOWN(false, "bad", "查不到这张合格证，不能凭它收"),
        ALTERED(false, "bad", "二维码里的内容被改过，和开具的对不上"),
        VOID(false, "bad", "这张合格证已经作废"),
        REPLACED(false, "warn", "这张合格证已经换开，要看换开的那张"),
        /// The law forbids to sell the goods themselves, whatever was promised of them.
        UNSALEABLE(false, "bad", "合格证是真的，但这批货按今天的记录不能卖，不能收"),
        USED_UP(false, "warn", "这张合格证上的数量已经全部收完");

        private final boolean good;
        private final String tone;
        private final String says;

        Verdict(boolean good, String tone, String says) {
            this.good = good;
            this.tone = tone;
            this.says = says;
        }

        public boolean good() {
            return good;
        }

        public String tone() {
            return tone;
        }

        public String says() {
            return says;
        }
    }

    public Arrival {
        sources = List.copyOf(sources);
        made = List.copyOf(made);
    }

    static Arrival none(String typed, Verdict verdict) {
        return new Arrival(typed, verdict, null, BigDecimal.ZERO, List.of(), List.of(), null);
    }

    /// What is told of the batch today and does not fit; empty where nothing is known.
    public List<GateAnswer.Finding> misfits() {
        return today == null ? List.of() : today.refusals();
    }

    /// The day of issue, where there is a certificate.
    public @Nullable LocalDate issuedOn() {
        return certificate == null ? null : certificate.issuedOn();
    }
}
