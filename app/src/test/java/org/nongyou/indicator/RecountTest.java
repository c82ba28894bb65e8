package org.nongyou.indicator;

import static nongyoudb.catalogue.Tables.LISTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;

@DisplayName("随便怎么列入、警告、取消、升级，每个数都等于一个一个数出来的")
class RecountTest extends IndicatorTest {

    private static final List<String> STATUSES =
            List.of("listed", "warned", "rectifying", "suspended", "removed", "expired", "promoted");

    /// The naive oracle: every entry as it stands, counted one by one.
    private record Entry(String region, String level, String classId, String status, int year) {
        boolean counts() {
            return status.equals("listed") || status.equals("warned") || status.equals("rectifying");
        }
    }

    @BeforeEach
    void clean() {
        clear();
    }

    @ParameterizedTest(name = "种子 {0}")
    @ValueSource(longs = {1, 20211130, 424242})
    @DisplayName("五级的人看到的每个数都等于逐行重数；看不到辖区外的一行")
    void equalsANaiveRecount(long seed) {
        var random = new Random(seed);
        var counties = divisions.within(SHANXI, Level.COUNTY).stream()
                .map(Division::code)
                .toList();
        Map<Long, Entry> entries = new HashMap<>();
        for (int act = 0; act < 260; act++) {
            if (entries.isEmpty() || random.nextInt(3) > 0) {
                var county = counties.get(random.nextInt(12) * 9);
                // Some entries carry a township's code, as bases do.
                var place = random.nextBoolean() ? county : RegionCode.of(county + "001");
                var entry = new Entry(
                        place.value(),
                        random.nextInt(4) == 0 ? "national" : "province",
                        random.nextBoolean() ? "organic" : "green",
                        STATUSES.get(random.nextInt(STATUSES.size())),
                        2023 + random.nextInt(5));
                var id =
                        listed(place, entry.level(), entry.classId(), entry.status(), LocalDate.of(entry.year(), 5, 1));
                entries.put(id, entry);
            } else {
                var ids = entries.keySet().stream().sorted().toList();
                var id = ids.get(random.nextInt(ids.size()));
                var old = entries.get(id);
                if (random.nextInt(6) == 0) {
                    sql.deleteFrom(LISTINGS).where(LISTINGS.ID.eq(id)).execute();
                    entries.remove(id);
                } else if (old != null) {
                    var status = STATUSES.get(random.nextInt(STATUSES.size()));
                    sql.update(LISTINGS)
                            .set(LISTINGS.STATUS, status)
                            .set(LISTINGS.RECTIFY_BY, status.equals("rectifying") ? TODAY : null)
                            .where(LISTINGS.ID.eq(id))
                            .execute();
                    entries.put(id, new Entry(old.region(), old.level(), old.classId(), status, old.year()));
                }
            }
        }

        var places = List.of(
                SHANXI,
                CHANGZHI,
                counties.getFirst(),
                counties.get(9),
                RegionCode.of(counties.getFirst() + "001"),
                RegionCode.of(counties.getFirst() + "001200"));
        for (var place : places) {
            for (int year : new int[] {2024, 2026}) {
                var on = LocalDate.of(year, 12, 31);
                var seen = progress.targets(Scope.within(place), scheme, on);
                Predicate<Entry> here = entry ->
                        entry.counts() && entry.year() <= year && entry.region().startsWith(place.prefix());
                assertThat(amount(seen, "county-bases"))
                        .as(place + " " + year)
                        .isEqualByComparingTo(count(entries, here));
                assertThat(amount(seen, "national"))
                        .as(place + " " + year)
                        .isEqualByComparingTo(
                                count(entries, here.and(entry -> entry.level().equals("national"))));
                assertThat(amount(seen, "organic-area"))
                        .as(place + " " + year)
                        .isEqualByComparingTo(
                                count(entries, here.and(entry -> entry.classId().equals("organic")))
                                        .movePointLeft(2));
                for (var standing : seen.standings()) {
                    for (var part : standing.each()) {
                        assertThat(place.contains(part.region())).isTrue();
                        if (!standing.indicator().id().equals("county-bases")) continue;
                        assertThat(part.measured().amount())
                                .isEqualByComparingTo(count(
                                        entries,
                                        here.and(entry -> entry.region()
                                                .startsWith(part.region().prefix()))));
                    }
                }
            }
        }
    }

    private static BigDecimal amount(SchemeProgress progress, String indicator) {
        return progress.standings().stream()
                .filter(one -> one.indicator().id().equals(indicator))
                .findFirst()
                .map(one -> one.measured().amount())
                .orElseThrow();
    }

    private static BigDecimal count(Map<Long, Entry> entries, Predicate<Entry> which) {
        return BigDecimal.valueOf(entries.values().stream().filter(which).count());
    }
}
