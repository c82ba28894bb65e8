package org.nongyou.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.pick;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;

/// A figure and the list that it opens are computed by two modules in two ways: they must say the same.
@DisplayName("点开一个数，清单里正好是数进去的那些")
class OpenedFiguresTest extends IndicatorTest {

    private static final List<String> STATUSES =
            List.of("listed", "warned", "rectifying", "suspended", "removed", "expired", "promoted");
    private static final Pattern TOTAL = Pattern.compile("<b>([\\d,]+) 个</b>");

    @BeforeAll
    void fill() {
        var files = new HashMap<>(FILES);
        files.replaceAll((name, text) -> text.replace("id: measured", "id: opened"));
        files.computeIfPresent("targets.yaml", (_, text) -> text.replace("targets:\n", """
                          - {id: both, title: 有机和绿色基地, unit: 个, better: more, count: {kind: quality-base, classes: [organic, green]}}
                          - {id: quarterly, title: 当季新增, unit: 个, better: more, count: {kind: quality-base, level: province}}
                        targets:
                          - {indicator: both, region: 140000, by: 2025, at_least: 3, clause: 三}
                          - {indicator: quarterly, region: 140000, every: quarter, at_least: 3, clause: 三}
                        """));
        scheme = read("opened", files);
        keep(scheme, files);
        knownSchemes.forget();
        var random = new Random(20261122);
        for (int i = 0; i < 300; i++)
            listed(
                    RegionCode.of(pick(random, PLACES)),
                    random.nextInt(4) == 0 ? "national" : "province",
                    pick(random, List.of("organic", "green", "other")),
                    pick(random, STATUSES),
                    LocalDate.of(2024 + random.nextInt(3), 1 + random.nextInt(6), 1 + random.nextInt(28)));
    }

    @Test
    @DisplayName("各级、各种算法、往年和今年、按年按季：数和清单的件数、面积一样")
    void everyFigure() throws Exception {
        var opened = new HashSet<String>();
        for (var place : List.of("140000", "140400", "140423", "140427", "140423100", "140423100001")) {
            var region = RegionCode.of(place);
            var person = person(region);
            for (var on : List.of(TODAY, LocalDate.of(2024, 12, 31), LocalDate.of(2025, 12, 31))) {
                var seen = progress.targets(Scope.within(region), scheme, on);
                for (var standing : seen.standings()) {
                    check(person, standing.indicator().id(), standing.measured(), on, opened);
                    for (var part : standing.each())
                        if (part.measured().amount() != null
                                && part.measured().amount().signum() > 0)
                            check(person, standing.indicator().id(), part.measured(), on, opened);
                }
            }
        }
        assertThat(opened).contains("national", "county-bases", "organic-area", "new-bases", "both", "quarterly");
    }

    private void check(Actor person, String indicator, Measured measured, LocalDate on, HashSet<String> opened)
            throws Exception {
        var link = measured.link();
        var amount = measured.amount();
        if (link == null || amount == null || !link.startsWith("/catalogue?")) return;
        var as = indicator + " " + on + " " + link;
        if (measured.source() == Measured.Source.SUMMED) {
            assertThat(areaMu(person, link).movePointLeft(4)).as(as).isEqualByComparingTo(amount);
        } else {
            assertThat(total(person, link)).as(as).isEqualTo(amount.longValueExact());
        }
        if (amount.signum() > 0) opened.add(indicator);
    }

    private long total(Actor person, String link) throws Exception {
        var page = mvc.perform(get(URI.create(link)).with(SignedInAs.actor(person)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        var total = TOTAL.matcher(page);
        assertThat(total.find()).as(link).isTrue();
        long found = Long.parseLong(total.group(1).replace(",", ""));
        // The rows themselves, not only the number above them.
        if (found <= 100)
            assertThat(page.split("<td class=\"mono\">", -1)).as(link).hasSize((int) found + 1);
        return found;
    }

    private BigDecimal areaMu(Actor person, String link) throws Exception {
        var table = mvc.perform(get(URI.create(link.replace("/catalogue?", "/export/catalogue?")))
                        .with(SignedInAs.actor(person)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(table));
                var rows = book.getSheet(1).orElseThrow().openStream()) {
            return rows.skip(1)
                    .map(row -> row.getCellAsNumber(6).orElse(BigDecimal.ZERO))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /// A township's and a village's people belong to the county's office.
    private Actor person(RegionCode region) {
        var county = clerk(RegionCode.of(region.value().substring(0, 6)), Role.CLERK);
        return new Actor(
                county.accountId(),
                county.username(),
                county.name(),
                county.office(),
                region,
                null,
                county.roles(),
                county.demo());
    }
}
