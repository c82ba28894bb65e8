package org.nongyou;

import static nongyoudb.file.Tables.FILES;
import static nongyoudb.identity.Tables.ACCOUNTS;
import static nongyoudb.journal.Tables.ENTRIES;
import static nongyoudb.notice.Tables.NOTICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.FiveLevels.AREAS;
import static org.nongyou.FiveLevels.PLACES;
import static org.nongyou.FiveLevels.beginning;
import static org.nongyou.FiveLevels.pick;
import static org.nongyou.FiveLevels.scopes;
import static org.nongyou.FiveLevels.sees;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.file.Files;
import org.nongyou.identity.Account;
import org.nongyou.identity.AccountFilter;
import org.nongyou.identity.Administration;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalFilter;
import org.nongyou.journal.JournalRow;
import org.nongyou.notice.Notice;
import org.nongyou.notice.NoticeFilter;
import org.nongyou.notice.NoticeKind;
import org.nongyou.notice.Notices;
import org.nongyou.region.DivisionLoader;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.beans.factory.annotation.Autowired;

/// The reads of the modules below the registers. Those of the registers, cases, catalogue and indicators have tests
/// of their own beside them.
@DisplayName("公示、日志、附件、机构和账号只给看得到的：五级用户和蛮力答案一致")
class ScopeOfReadsTest extends ApplicationTest {

    private static final long SEED = 20261122;
    private static final long[] PRODUCERS = {900, 901, 902};

    @Autowired
    DivisionLoader divisions;

    @Autowired
    Notices notices;

    @Autowired
    Journal journal;

    @Autowired
    Files files;

    @Autowired
    Offices offices;

    @Autowired
    Administration administration;

    @Autowired
    Clock clock;

    @BeforeAll
    void load() {
        divisions.loadOnce();
    }

    private record Published(long id, String place, NoticeKind kind, boolean open, String title, LocalDate from) {}

    @Test
    @DisplayName("公示公告：清单、一页一页、单独一份、正在公示的件数")
    void notices() {
        var random = new Random(SEED);
        var today = LocalDate.now(clock);
        var rows = new ArrayList<Published>();
        for (int i = 0; i < 250; i++) {
            var kind = pick(random, List.of(NoticeKind.values()));
            boolean publicity = kind == NoticeKind.PUBLICITY;
            var from = today.minusDays(random.nextInt(20));
            var ends = from.plusDays(10);
            var state = random.nextInt(5) == 0 ? "withdrawn" : "open";
            var title = pick(random, List.of("谷子", "大米", "100%_")) + "基地" + i;
            var place = pick(random, PLACES);
            long id = sql.insertInto(NOTICES)
                    .set(NOTICES.KIND, kind.code())
                    .set(NOTICES.TITLE, title)
                    .set(NOTICES.BODY, "内容")
                    .set(NOTICES.REGION_CODE, place)
                    .set(NOTICES.OFFICE_ID, 1L)
                    .set(NOTICES.OFFICE_NAME, "某局")
                    .set(NOTICES.STARTS_ON, from)
                    .set(NOTICES.WORKING_DAYS, publicity ? 7 : null)
                    .set(NOTICES.ENDS_ON, publicity ? ends : null)
                    .set(NOTICES.STATE, state)
                    .set(NOTICES.PUBLISHED_BY, 1L)
                    .returning(NOTICES.ID)
                    .fetchSingle()
                    .getId();
            rows.add(new Published(
                    id, place, kind, publicity && state.equals("open") && !ends.isBefore(today), title, from));
        }
        for (int round = 0; round < 12; round++) {
            for (var scope : scopes(PRODUCERS)) {
                var kind = random.nextInt(3) == 0 ? pick(random, List.of(NoticeKind.values())) : null;
                var open = random.nextInt(3) == 0 ? random.nextBoolean() : null;
                var text = random.nextInt(3) == 0 ? pick(random, List.of("大米", "100%_", "没有的")) : null;
                var as = scope + " " + kind + " " + open + " " + text + " seed " + SEED;
                var expected = rows.stream()
                        .filter(row -> sees(scope, row.place(), null))
                        .filter(row -> kind == null || kind == row.kind())
                        .filter(row -> open == null || open == row.open())
                        .filter(row -> text == null || row.title().contains(text))
                        .sorted(Comparator.comparing(Published::from)
                                .thenComparing(Published::id)
                                .reversed())
                        .map(Published::id)
                        .toList();
                var seen = new ArrayList<Long>();
                @Nullable Notice last = null;
                List<Notice> page;
                do {
                    page = notices.list(scope, new NoticeFilter(kind, open, text), last, 31);
                    page.forEach(one -> seen.add(one.id()));
                    if (!page.isEmpty()) last = page.getLast();
                } while (!page.isEmpty());
                assertThat(seen).as(as).isEqualTo(expected);
            }
        }
        for (var scope : scopes(PRODUCERS)) {
            for (var row : rows.subList(0, 60))
                assertThat(notices.find(scope, row.id()).isPresent())
                        .as(scope + " " + row)
                        .isEqualTo(sees(scope, row.place(), null));
            if (scope instanceof Scope.Within(var area))
                assertThat(notices.openBelow(area).values().stream()
                                .mapToInt(n -> n)
                                .sum())
                        .as(scope.toString())
                        .isEqualTo((int) rows.stream()
                                .filter(row -> row.open() && sees(scope, row.place(), null))
                                .count());
        }
    }

    private record Line(long id, String place, Instant at, boolean refused, long actor, String act) {}

    @Test
    @DisplayName("操作日志：清单、一页一页、件数、一个事项的经过")
    void journal() {
        var random = new Random(SEED + 1);
        var start = Instant.parse("2025-12-20T00:00:00Z");
        var rows = new ArrayList<Line>();
        for (int i = 0; i < 300; i++) {
            var line = new Line(
                    0,
                    pick(random, PLACES),
                    start.plusSeconds(3600L * random.nextInt(600)),
                    random.nextInt(4) == 0,
                    1 + random.nextInt(3),
                    pick(random, List.of("seen.one", "seen.two")));
            long id = sql.insertInto(ENTRIES)
                    .set(ENTRIES.HAPPENED_AT, line.at())
                    .set(ENTRIES.ACT, line.act())
                    .set(ENTRIES.REGION_CODE, line.place())
                    .set(ENTRIES.ACTOR_ID, line.actor())
                    .set(ENTRIES.ACTOR_NAME, "测试员")
                    .set(ENTRIES.OFFICE_NAME, "某局")
                    .set(ENTRIES.SUBJECT_KIND, "thing")
                    .set(ENTRIES.SUBJECT_ID, String.valueOf(i % 9))
                    .set(ENTRIES.SUBJECT_TITLE, "事项")
                    .set(ENTRIES.SUMMARY, "办了")
                    .set(ENTRIES.REFUSED, line.refused())
                    .returning(ENTRIES.ID)
                    .fetchSingle()
                    .getId();
            rows.add(new Line(id, line.place(), line.at(), line.refused(), line.actor(), line.act()));
        }
        var newestFirst = Comparator.comparing(Line::at).thenComparing(Line::id).reversed();
        for (int round = 0; round < 12; round++) {
            for (var scope : scopes(PRODUCERS)) {
                var act = pick(random, List.of("seen.one", "seen.two"));
                var actors = random.nextBoolean() ? null : List.of(1L, 3L);
                var from = random.nextBoolean() ? null : start.plusSeconds(3600L * 200);
                boolean refused = random.nextInt(3) == 0;
                var filter = new JournalFilter(act, actors, null, null, null, from, null, refused);
                var expected = rows.stream()
                        .filter(row -> sees(scope, row.place(), null))
                        .filter(row -> row.act().equals(act) && (!refused || row.refused()))
                        .filter(row -> actors == null || actors.contains(row.actor()))
                        .filter(row -> from == null || !row.at().isBefore(from))
                        .sorted(newestFirst)
                        .map(Line::id)
                        .toList();
                var seen = new ArrayList<Long>();
                Journal.@Nullable Cursor cursor = null;
                List<JournalRow> page;
                do {
                    page = journal.list(scope, filter, cursor, 29);
                    page.forEach(one -> seen.add(one.id()));
                    if (!page.isEmpty())
                        cursor = new Journal.Cursor(
                                page.getLast().happenedAt(), page.getLast().id());
                } while (!page.isEmpty());
                assertThat(seen).as(scope + " " + filter).isEqualTo(expected);
                assertThat(journal.count(scope, filter, 1000))
                        .as(scope + " " + filter)
                        .isEqualTo(expected.size());
            }
        }
        for (var scope : scopes()) {
            assertThat(journal.of(scope, "thing", "4", 100).stream()
                            .map(JournalRow::id)
                            .toList())
                    .as(scope.toString())
                    .isEqualTo(rows.stream()
                            .filter(row -> rows.indexOf(row) % 9 == 4 && sees(scope, row.place(), null))
                            .sorted(newestFirst)
                            .map(Line::id)
                            .toList());
        }
    }

    @Test
    @DisplayName("附件：辖区内的，或者本主体的")
    void files() {
        var random = new Random(SEED + 2);
        record Row(long id, String place, @Nullable Long producer) {}
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 80; i++) {
            var place = pick(random, PLACES);
            var producer = random.nextBoolean() ? null : 900L + random.nextInt(4);
            rows.add(new Row(
                    sql.insertInto(FILES)
                            .set(FILES.NAME, "附件" + i + ".pdf")
                            .set(FILES.MEDIA_TYPE, "application/pdf")
                            .set(FILES.SIZE, 1L)
                            .set(FILES.SHA256, "%064d".formatted(i))
                            .set(FILES.REGION_CODE, place)
                            .set(FILES.PRODUCER_ID, producer)
                            .set(FILES.UPLOADED_BY, 1L)
                            .returning(FILES.ID)
                            .fetchSingle()
                            .getId(),
                    place,
                    producer));
        }
        for (var scope : scopes(PRODUCERS))
            for (var row : rows)
                assertThat(files.find(scope, row.id()).isPresent())
                        .as(scope + " " + row)
                        .isEqualTo(sees(scope, row.place(), row.producer()));
    }

    @Test
    @DisplayName("机构和账号：清单、件数、下级件数、单独一个；上级派来的人不归下级管")
    void officesAndAccounts() {
        var random = new Random(SEED + 3);
        var kept = new ArrayList<Office>();
        for (var place : List.of("140000", "140400", "140423", "140427", "140105", "140423100", "430102", "620702"))
            for (var department : List.of("agriculture", "market"))
                kept.add(offices.establish(new RegionCode(place), department, place + department, null, true));
        record Row(long id, Office office, String place) {}
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 150; i++) {
            var office = pick(random, kept);
            var inside = PLACES.stream()
                    .filter(place -> place.startsWith(beginning(office.region().value())))
                    .toList();
            var place =
                    random.nextBoolean() || inside.isEmpty() ? office.region().value() : pick(random, inside);
            rows.add(new Row(
                    sql.insertInto(ACCOUNTS)
                            .set(ACCOUNTS.USERNAME, "seen" + i)
                            .set(ACCOUNTS.PASSWORD_HASH, "none")
                            .set(ACCOUNTS.NAME, "测试" + i)
                            .set(ACCOUNTS.OFFICE_ID, office.id())
                            .set(ACCOUNTS.REGION_CODE, place)
                            .set(ACCOUNTS.ROLES, new String[] {"clerk"})
                            .returning(ACCOUNTS.ID)
                            .fetchSingle()
                            .getId(),
                    office,
                    place));
        }
        var everyOffice = new ArrayList<Office>();
        sql.selectFrom(nongyoudb.identity.Tables.OFFICES)
                .forEach(row -> everyOffice.add(offices.find(row.getId()).orElseThrow()));
        for (var code : AREAS) {
            var scope = Scope.within(new RegionCode(code));
            var own = everyOffice.stream()
                    .filter(office -> sees(scope, office.region().value(), null))
                    .map(Office::id)
                    .sorted()
                    .toList();
            assertThat(administration.offices(scope, null, null, 0, 1000).stream()
                            .map(Office::id)
                            .sorted()
                            .toList())
                    .as(code)
                    .isEqualTo(own);
            assertThat(administration.countOffices(scope, null, null)).as(code).isEqualTo(own.size());
            for (var office : everyOffice)
                assertThat(administration.office(scope, office.id()).isPresent())
                        .as(code + " " + office)
                        .isEqualTo(sees(scope, office.region().value(), null));
            var people = rows.stream()
                    .filter(row -> sees(scope, row.place(), null))
                    // An office of a division above sees further than this area: its people are not this area's.
                    .filter(row -> sees(scope, row.office().region().value(), null))
                    .toList();
            var seen = administration.accounts(scope, AccountFilter.ALL, 0, 1000).stream()
                    .map(Account::id)
                    .sorted()
                    .toList();
            assertThat(seen)
                    .as(code)
                    .isEqualTo(people.stream().map(Row::id).sorted().toList());
            assertThat(administration.countAccounts(scope, AccountFilter.ALL))
                    .as(code)
                    .isEqualTo(people.size());
            for (var row : rows)
                assertThat(administration.account(scope, row.id()).isPresent())
                        .as(code + " " + row)
                        .isEqualTo(people.contains(row));
            var below = new HashMap<RegionCode, Integer>();
            for (var row : people) {
                int digits = switch (code.length() == 6 ? beginning(code).length() : 12) {
                    case 0 -> 2;
                    case 2 -> 4;
                    case 4 -> 6;
                    case 6 -> 9;
                    default -> 0;
                };
                if (digits == 0 || row.place().length() < digits) continue;
                var child = row.place().substring(0, digits);
                if (digits < 6) child = (child + "0000").substring(0, 6);
                if (!child.equals(code)) below.merge(new RegionCode(child), 1, Integer::sum);
            }
            assertThat(administration.accountsBelow(new RegionCode(code)))
                    .as(code)
                    .isEqualTo(below);
        }
    }
}
