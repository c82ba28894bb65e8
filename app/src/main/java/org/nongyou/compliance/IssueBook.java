package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.ISSUERS;
import static nongyoudb.compliance.Tables.PRODUCE_CLASSES;
import static nongyoudb.compliance.Tables.PROMISES;
import static nongyoudb.compliance.Tables.SETTINGS;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.producer.ProducerKind;
import org.springframework.stereotype.Component;

/// The rows by which certificates are issued, kept in memory: they change with a migration.
@Component
class IssueBook {

    private final DSLContext sql;
    private volatile @Nullable Kept kept;

    private record Promise(String style, LocalDate from, List<String> lines) {}

    private record Kept(IssueRules rules, Map<String, BigDecimal> settings, List<Promise> promises) {}

    IssueBook(DSLContext sql) {
        this.sql = sql;
    }

    private Kept kept() {
        var known = kept;
        if (known == null) {
            known = read();
            kept = known;
        }
        return known;
    }

    private Kept read() {
        var duties = new EnumMap<ProducerKind, Duty>(ProducerKind.class);
        sql.selectFrom(ISSUERS)
                .forEach(row ->
                        ProducerKind.ofCode(row.getKind()).ifPresent(kind -> duties.put(kind, Duty.of(row.getDuty()))));
        var settings = sql.selectFrom(SETTINGS).fetchMap(SETTINGS.KEY, SETTINGS.VALUE);
        var classes = sql.selectFrom(PRODUCE_CLASSES)
                .fetch(row -> new IssueRules.ProduceClass(row.getProduceGroup(), row.getTitle(), row.getRequired()));
        var promises = sql.selectFrom(PROMISES)
                .orderBy(PROMISES.VALID_FROM.desc())
                .fetch(row -> new Promise(row.getStyle(), row.getValidFrom(), List.of(row.getLines())));
        return new Kept(new IssueRules(duties, classes, number(settings, "warmest-water")), settings, promises);
    }

    IssueRules rules() {
        return kept().rules();
    }

    int setting(String key) {
        return number(kept().settings(), key).intValueExact();
    }

    /// How long records of certificates are kept: what the platform is set to, never less than the rule asks.
    int keepMonths() {
        return Math.max(setting("keep-months"), setting("keep-months-least"));
    }

    private static BigDecimal number(Map<String, BigDecimal> settings, String key) {
        return Objects.requireNonNull(settings.get(key), key);
    }

    /// As it was worded on a day.
    List<String> promise(Commitment.Style style, LocalDate day) {
        return kept().promises().stream()
                .filter(one -> one.style().equals(style.code()) && !day.isBefore(one.from()))
                .findFirst()
                .orElseThrow()
                .lines();
    }
}
