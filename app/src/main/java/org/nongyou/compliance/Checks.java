package org.nongyou.compliance;

import static java.util.Objects.requireNonNull;
import static nongyoudb.compliance.Tables.COMMITMENTS;
import static nongyoudb.compliance.Tables.SCANS;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.nongyou.statement.Prepared;
import org.springframework.stereotype.Service;

/// The look at a code by whoever holds the label (扫码查询): the certificate and how often it was looked up, in one
/// statement that is rendered once. No other page is asked for so often.
@Service
public class Checks {

    /// What a code leads to.
    public record Found(Commitment one, Scans.Seen seen) {}

    private static final List<Field<?>> WRITTEN = Scans.Written.fields(param("day", SCANS.SCANNED_ON));
    private static final List<Field<?>> ALL =
            Stream.concat(Arrays.stream(COMMITMENTS.fields()), WRITTEN.stream()).toList();
    private static final int FIRST_WRITTEN = COMMITMENTS.fields().length;

    /// By month, which stands in the text: where it were a value, the planner would either weigh all months at every
    /// look or take ten times as long to leave them out.
    private final Map<YearMonth, Prepared> looks = new ConcurrentHashMap<>();

    /// Its places: the day twice, the code.
    private static Prepared ofMonth(YearMonth month) {
        var scanned = lateral(select(WRITTEN).from(SCANS).where(SCANS.CODE.eq(COMMITMENTS.CODE)))
                .as("scanned");
        return Prepared.of(select(COMMITMENTS.fields())
                .select(scanned.fields())
                .from(COMMITMENTS, scanned)
                .where(COMMITMENTS.CODE.eq(param("code", COMMITMENTS.CODE)))
                .and(CommitmentStore.in(month)));
    }

    private final DSLContext sql;
    private final CommitmentStore store;
    private final Scans scans;

    Checks(DSLContext sql, CommitmentStore store, Scans scans) {
        this.sql = sql;
        this.store = store;
        this.scans = scans;
    }

    /// Counts the look; one at a code that there is not is none.
    /// @param from the address that asks
    public Optional<Found> look(CertificateCode code, String from) {
        var today = scans.today();
        var month = store.month(code).orElse(null);
        if (month == null) return Optional.empty();
        return looks.computeIfAbsent(month, Checks::ofMonth).fetch(sql, ALL, today, today, code.value()).stream()
                .findFirst()
                .map(row -> new Found(
                        store.commitment(row.into(COMMITMENTS)),
                        scans.counted(
                                code,
                                from,
                                new Scans.Written(
                                        (BigDecimal) row.get(FIRST_WRITTEN),
                                        (Instant) row.get(FIRST_WRITTEN + 1),
                                        (BigDecimal) row.get(FIRST_WRITTEN + 2),
                                        requireNonNull((Integer) row.get(FIRST_WRITTEN + 3))))));
    }
}
