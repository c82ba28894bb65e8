package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.SCANS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nongyoudb.compliance.tables.records.ScansRecord;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.nongyou.job.Often;
import org.nongyou.web.Ui;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;

/// How often a code is looked up (扫码次数), without a person: an address becomes one of 250 areas of networks by a key
/// that this process draws and nobody keeps. Counted in memory and written every few seconds, so that a look costs no
/// write; what a crash loses is a few counts.
@Service
public class Scans {

    /// What is known of a code's scans.
    /// @param times  all, with this one
    /// @param copied today more often and in more places than one label can be
    public record Seen(long times, @Nullable Instant firstAt, boolean copied) {}

    private static final int AREAS = 250;
    /// Codes that wait to be written; a flood beyond is not counted.
    private static final int MOST = 20_000;
    private static final int AT_ONCE = 1_000;

    private record Spot(LocalDate day, short area) {}

    private record Count(int times, Instant firstAt) {
        Count plus(Count other) {
            return new Count(times + other.times, firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt);
        }
    }

    private final DSLContext sql;
    private final IssueBook book;
    private final Clock clock;
    private final int key = new SecureRandom().nextInt();
    /// By code; the inner maps never change.
    private final ConcurrentHashMap<String, Map<Spot, Count>> waiting = new ConcurrentHashMap<>();

    Scans(DSLContext sql, IssueBook book, Clock clock) {
        this.sql = sql;
        this.book = book;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Writing {
        @Bean
        Often scanCounts(Scans scans) {
            return Often.of("compliance.scans", Duration.ofSeconds(5), scans::write);
        }
    }

    /// What the table says of a code's scans on a day, without those that wait to be written.
    /// @param times  null where there are none
    /// @param areas  in how many of them today
    record Written(
            @Nullable BigDecimal times,
            @Nullable Instant firstAt,
            @Nullable BigDecimal today,
            int areas) {

        /// In the order of the record.
        static List<Field<?>> fields(Field<LocalDate> day) {
            var isToday = SCANS.SCANNED_ON.eq(day);
            return List.of(
                    sum(SCANS.TIMES).as("scan_times"),
                    min(SCANS.FIRST_AT).as("scan_first_at"),
                    sum(SCANS.TIMES).filterWhere(isToday).as("scan_today"),
                    count().filterWhere(isToday).as("scan_areas"));
        }
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    /// Counts one and tells what is known.
    /// @param from the address that asks
    Seen counted(CertificateCode code, String from, Written written) {
        var now = clock.instant();
        var spot = new Spot(today(), area(from));
        var here = waiting.size() < MOST || waiting.containsKey(code.value())
                ? waiting.merge(code.value(), Map.of(spot, new Count(1, now)), Scans::plus)
                : Map.<Spot, Count>of();
        long times = 0;
        Instant first = now;
        for (var count : here.values()) {
            times += count.times();
            if (count.firstAt().isBefore(first)) first = count.firstAt();
        }
        long ofToday = times;
        if (written.times() != null) times += written.times().longValue();
        if (written.firstAt() != null && written.firstAt().isBefore(first)) first = written.firstAt();
        if (written.today() != null) ofToday += written.today().longValue();
        return new Seen(
                times,
                first,
                ofToday >= book.setting("copied-scans") && written.areas() >= book.setting("copied-areas"));
    }

    private static Map<Spot, Count> plus(Map<Spot, Count> one, Map<Spot, Count> other) {
        var both = new HashMap<>(one);
        other.forEach((spot, count) -> both.merge(spot, count, Count::plus));
        return Map.copyOf(both);
    }

    /// Takes what was counted out of the memory into the table.
    void write() {
        while (!waiting.isEmpty()) {
            var rows = new ArrayList<ScansRecord>();
            for (var code : waiting.keySet().stream().limit(AT_ONCE).sorted().toList()) {
                var counts = waiting.remove(code);
                if (counts != null) counts.forEach((spot, count) -> rows.add(row(code, spot, count)));
            }
            // In one order, so that two that write at once do not wait for each other in a circle.
            rows.sort(Comparator.comparing(ScansRecord::getCode)
                    .thenComparing(ScansRecord::getScannedOn)
                    .thenComparing(ScansRecord::getArea));
            if (!rows.isEmpty()) keep(rows);
        }
    }

    private void keep(List<ScansRecord> rows) {
        sql.insertInto(SCANS)
                .set(rows)
                .onConflict(SCANS.CODE, SCANS.SCANNED_ON, SCANS.AREA)
                .doUpdate()
                .set(SCANS.TIMES, SCANS.TIMES.plus(excluded(SCANS.TIMES)))
                .execute();
    }

    private static ScansRecord row(String code, Spot spot, Count count) {
        return new ScansRecord(code, spot.day(), spot.area(), count.times(), count.firstAt());
    }

    /// Of an IPv4 address the first half counts, of an IPv6 address the first quarter: a town's network, no house.
    private short area(String from) {
        byte[] address;
        try {
            address = from.matches("[0-9a-fA-F.:]{2,45}")
                    ? InetAddress.getByName(from).getAddress()
                    : new byte[4];
        } catch (UnknownHostException e) {
            address = new byte[4];
        }
        var part = Arrays.copyOf(address, address.length == 4 ? 2 : 4);
        int mixed = (Arrays.hashCode(part) ^ key) * 0x9E3779B1;
        return (short) Math.floorMod(mixed ^ mixed >>> 15, AREAS);
    }
}
