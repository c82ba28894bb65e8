package org.nongyou.certification;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/// How a certificate stands on a day (证书状态). It is never kept: it follows from the certificate's days. Every
/// certificate
/// stands in just one.
public enum CertificateState {
    VALID("valid", "有效", "ok"),
    /// In force for what grows on land in conversion: it is sold as conventional produce.
    CONVERSION("conversion", "转换期", "info"),
    /// In force, and so near its end that renewal is due.
    RENEWAL_DUE("renewal-due", "该续展", "warn"),
    /// Issued, and not in force yet.
    LATER("later", "未到有效期", "info"),
    EXPIRED("expired", "过期", "bad"),
    SUSPENDED("suspended", "暂停", "bad"),
    WITHDRAWN("withdrawn", "撤销", "idle");

    private final String code;
    private final String title;
    private final String tone;

    CertificateState(String code, String title, String tone) {
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

    /// The mark may be used, and it counts.
    public boolean inForce() {
        return switch (this) {
            case VALID, CONVERSION, RENEWAL_DUE -> true;
            case LATER, EXPIRED, SUSPENDED, WITHDRAWN -> false;
        };
    }

    public static Optional<CertificateState> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /// What ends it for good comes before what stops it for a time, and both before its days.
    static CertificateState of(Certificate one, LocalDate day) {
        if (one.withdrawnOn() != null && !day.isBefore(one.withdrawnOn())) return WITHDRAWN;
        if (one.suspendedOn() != null && !day.isBefore(one.suspendedOn())) return SUSPENDED;
        if (day.isBefore(one.validFrom())) return LATER;
        var end = one.validTo();
        if (end != null && day.isAfter(end)) return EXPIRED;
        if (end != null
                && !day.isBefore(end.minusDays(one.kind().renewalDays()))
                && one.kind().renewalDays() > 0) return RENEWAL_DUE;
        return one.kind().conversion() ? CONVERSION : VALID;
    }
}
