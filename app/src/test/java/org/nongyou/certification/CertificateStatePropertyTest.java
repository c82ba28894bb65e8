package org.nongyou.certification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

@Label("证书状态按日期算")
class CertificateStatePropertyTest {

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    @Provide
    Arbitrary<Certificate> certificates() {
        var days = Arbitraries.integers().between(0, 900);
        return Combinators.combine(
                        Arbitraries.of(CertificateKind.all()),
                        days,
                        Arbitraries.integers().between(0, 1200).injectNull(0.2),
                        days.injectNull(0.7),
                        days.injectNull(0.7))
                .as((kind, from, length, suspended, withdrawn) -> certificate(
                        kind,
                        FIRST.plusDays(from),
                        length == null ? null : FIRST.plusDays(from + length),
                        suspended == null ? null : FIRST.plusDays(suspended),
                        withdrawn == null ? null : FIRST.plusDays(withdrawn)));
    }

    private static Certificate certificate(
            CertificateKind kind,
            LocalDate from,
            @Nullable LocalDate to,
            @Nullable LocalDate suspended,
            @Nullable LocalDate withdrawn) {
        return new Certificate(
                1,
                kind,
                "1",
                1,
                "某社",
                new RegionCode("140423"),
                List.of("谷子"),
                null,
                null,
                "某中心",
                from,
                from,
                to,
                kind.conversion() ? from : null,
                kind.conversion() ? 24 : null,
                "",
                suspended,
                withdrawn,
                1,
                false,
                Instant.EPOCH);
    }

    @Property
    @Label("每一天只有一种状态，和逐条写的答案一样")
    void everyDay(@ForAll("certificates") Certificate one, @ForAll("dayOf") LocalDate day) {
        assertThat(one.state(day)).isEqualTo(plainly(one, day));
    }

    @Provide
    Arbitrary<LocalDate> dayOf() {
        return Arbitraries.integers().between(-30, 2300).map(FIRST::plusDays);
    }

    /// In the plainest words, asking each state by itself.
    private static CertificateState plainly(Certificate one, LocalDate day) {
        boolean withdrawn = one.withdrawnOn() != null && one.withdrawnOn().compareTo(day) <= 0;
        boolean suspended = one.suspendedOn() != null && one.suspendedOn().compareTo(day) <= 0;
        boolean begun = one.validFrom().compareTo(day) <= 0;
        boolean over = one.validTo() != null && one.validTo().compareTo(day) < 0;
        long window = one.kind().renewalDays();
        boolean near = one.validTo() != null
                && window > 0
                && java.time.temporal.ChronoUnit.DAYS.between(day, one.validTo()) <= window;
        if (withdrawn) return CertificateState.WITHDRAWN;
        if (suspended) return CertificateState.SUSPENDED;
        if (!begun) return CertificateState.LATER;
        if (over) return CertificateState.EXPIRED;
        if (near) return CertificateState.RENEWAL_DUE;
        return one.kind().code().equals("organic-conversion") ? CertificateState.CONVERSION : CertificateState.VALID;
    }

    @Property
    @Label("没有停的证书：时间往前走，只会从未到、有效、该续展走到过期，不倒着走")
    void neverBack(@ForAll("certificates") Certificate one, @ForAll("dayOf") LocalDate day) {
        if (one.suspendedOn() != null || one.withdrawnOn() != null) return;
        assertThat(rank(one.state(day.plusDays(1)))).isGreaterThanOrEqualTo(rank(one.state(day)));
    }

    private static int rank(CertificateState state) {
        return switch (state) {
            case LATER -> 0;
            case VALID, CONVERSION -> 1;
            case RENEWAL_DUE -> 2;
            case EXPIRED -> 3;
            case SUSPENDED, WITHDRAWN -> 4;
        };
    }

    @Property
    @Label("转换期年份：开始那天是第 1 年，满一年那天是第 2 年")
    void conversionYears(@ForAll("dayOf") LocalDate begin) {
        var one = certificate(CertificateKind.known("organic-conversion"), begin, null, null, null);
        assertThat(one.conversionYear(begin)).isEqualTo(1);
        assertThat(one.conversionYear(begin.plusYears(1).minusDays(1))).isEqualTo(1);
        assertThat(one.conversionYear(begin.plusYears(1))).isEqualTo(2);
        assertThat(one.conversionYear(begin.minusDays(1))).isNull();
        assertThat(one.convertedOn()).isEqualTo(begin.plusMonths(24));
    }
}
