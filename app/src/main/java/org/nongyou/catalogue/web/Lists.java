package org.nongyou.catalogue.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.ListingFilter;
import org.nongyou.catalogue.ListingStatus;
import org.nongyou.catalogue.Listings;
import org.nongyou.catalogue.Quotas;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subject;
import org.nongyou.scheme.Target;
import org.nongyou.web.Chip;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Reads the filters of a list of the catalogue and puts its page together: one way for offices and the public.
@Component
class Lists {

    static final int PAGE = 100;

    /// The state that the drill links of the indicators carry.
    private static final String IN_FORCE = "in-force";
    private static final int PAGES_MOST = 100;

    private final Listings listings;
    private final Quotas quotas;
    private final Schemes schemes;
    private final Divisions divisions;
    private final JsonMapper json;
    private final Clock clock;

    Lists(Listings listings, Quotas quotas, Schemes schemes, Divisions divisions, JsonMapper json, Clock clock) {
        this.listings = listings;
        this.quotas = quotas;
        this.schemes = schemes;
        this.divisions = divisions;
        this.json = json;
        this.clock = clock;
    }

    /// The kinds that an area can hold, kinds of bases first. Documents of an area above, and of areas within.
    List<KindChoice> kinds(@Nullable RegionCode area) {
        var kinds = new ArrayList<KindChoice>();
        for (var version : schemes.list()) {
            if (area != null && !version.region().contains(area) && !area.contains(version.region())) continue;
            var scheme = schemes.at(version.ref());
            for (var kind : scheme.kinds()) kinds.add(new KindChoice(scheme, kind));
        }
        kinds.sort(Comparator.comparing(choice -> choice.kind().subject() != Subject.BASE));
        return kinds;
    }

    KindChoice choice(String value, List<KindChoice> kinds) {
        return kinds.stream()
                .filter(kind -> kind.value().equals(value))
                .findFirst()
                .orElse(kinds.getFirst());
    }

    static ListingFilter filter(KindChoice kind, Map<String, String> query) {
        return ListingFilter.of(kind.scheme().id(), kind.kind().id())
                .at(RegionCode.parse(query.getOrDefault("region", "")).orElse(null))
                .at(Level.ofCode(query.getOrDefault("level", "")).orElse(null))
                .ofClasses(classes(query.getOrDefault("class", "")))
                .in(ListingStatus.ofCode(query.getOrDefault("status", "")).orElse(null))
                .listed(first(query), last(query))
                .whetherOverdue(query.getOrDefault("status", "").equals("overdue"))
                .whetherInForce(query.getOrDefault("status", "").equals(IN_FORCE))
                .saying(shortened(query.getOrDefault("q", "")));
    }

    private static String shortened(String words) {
        var stripped = words.strip();
        return stripped.length() > 60 ? stripped.substring(0, 60) : stripped;
    }

    /// Several where a figure counts several.
    private static List<String> classes(String text) {
        return Arrays.stream(text.split(",")).filter(one -> !one.isBlank()).toList();
    }

    private static @Nullable Integer year(Map<String, String> query) {
        var text = query.getOrDefault("year", "");
        return text.matches("(19|20)\\d\\d") ? Integer.valueOf(text) : null;
    }

    private static @Nullable LocalDate first(Map<String, String> query) {
        var year = year(query);
        return year == null ? day(query.getOrDefault("from", "")) : LocalDate.of(year, 1, 1);
    }

    private static @Nullable LocalDate last(Map<String, String> query) {
        var year = year(query);
        return year == null ? day(query.getOrDefault("to", "")) : LocalDate.of(year, 12, 31);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.matches("(19|20)\\d\\d-\\d\\d-\\d\\d") ? TypedDay.parse(text) : null;
        } catch (DateTimeException notADay) {
            return null;
        }
    }

    Optional<CataloguePage> page(String base, Scope scope, Map<String, String> query, boolean mayAdopt) {
        var kinds = kinds(scope.region());
        if (kinds.isEmpty()) return Optional.empty();
        var chosen = choice(query.getOrDefault("kind", ""), kinds);
        var filter = filter(chosen, query);
        var narrowed = scope.narrowedTo(filter.region());
        var area = narrowed.region();
        var counts = listings.counts();
        var below = counts.below(scope, filter);
        var total = below.values().stream().reduce(new Listings.Total(0, BigDecimal.ZERO), Lists::sum);
        int pages = (int) Math.clamp((total.listings() + PAGE - 1) / PAGE, 1, PAGES_MOST);
        int page = Math.clamp(number(query.getOrDefault("page", "1")), 1, pages);
        var rows = listings.list(scope, filter, (page - 1) * PAGE, PAGE).stream()
                .map(listing -> new CataloguePage.Row(
                        listing, place(area, listing.region()), chosen.classTitle(listing.classId())))
                .toList();
        var kept = kept(query, area);
        var applied = applied(base, chosen, kept);
        var byLevel = counts.byLevel(
                scope,
                ListingFilter.of(chosen.scheme().id(), chosen.kind().id())
                        .at(area)
                        .ofClasses(filter.classes()));
        var target = target(chosen, area, filter);
        return Optional.of(new CataloguePage(
                base,
                chosen,
                kinds,
                area == null ? "本主体" : divisions.name(area),
                area == null ? "" : area.value(),
                area == null
                        ? List.of()
                        : area.path().stream()
                                .filter(code -> scope.covers(code))
                                .map(divisions::find)
                                .flatMap(Optional::stream)
                                .toList(),
                chips(base, scope, area, below, total, kept),
                query.getOrDefault("level", ""),
                query.getOrDefault("class", ""),
                query.getOrDefault("status", ""),
                query.getOrDefault("year", ""),
                filter.words(),
                counts.years(scope),
                applied,
                carried(kept),
                encode(kept),
                answer(chosen, area, filter, byLevel, target, total),
                more(total, byLevel, filter),
                target.map(found -> new CataloguePage.Clause(
                                Ui.clauseHref(
                                        chosen.scheme().id(),
                                        chosen.scheme().version(),
                                        found.clauses().getFirst()),
                                "方案 " + String.join("、", found.clauses())))
                        .orElse(null),
                area == null ? List.of() : quotas.of(chosen.scheme(), chosen.kind(), area),
                total.listings(),
                total.areaMu(),
                rows,
                page,
                pages,
                points(base, rows, area),
                mayAdopt,
                LocalDate.now(clock)));
    }

    /// The first rows of a list, for print.
    List<CataloguePage.Row> rows(Scope scope, KindChoice chosen, Map<String, String> query, int most) {
        var filter = filter(chosen, query);
        var area = scope.narrowedTo(filter.region()).region();
        return listings.list(scope, filter, 0, most).stream()
                .map(listing -> new CataloguePage.Row(
                        listing, place(area, listing.region()), chosen.classTitle(listing.classId())))
                .toList();
    }

    private static Listings.Total sum(Listings.Total one, Listings.Total other) {
        return new Listings.Total(
                one.listings() + other.listings(), one.areaMu().add(other.areaMu()));
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 1;
    }

    /// The filters without empty ones and the page.
    private static Map<String, String> kept(Map<String, String> query, @Nullable RegionCode area) {
        var kept = new LinkedHashMap<String, String>();
        for (var key : List.of("kind", "level", "class", "status", "year", "from", "to", "q")) {
            var value = query.getOrDefault(key, "");
            if (!value.isBlank()) kept.put(key, value);
        }
        if (area != null) kept.put("region", area.value());
        return kept;
    }

    static String encode(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Ui.query(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> carried(Map<String, String> kept) {
        var carried = new LinkedHashMap<String, String>();
        for (var key : List.of("from", "to")) if (kept.containsKey(key)) carried.put(key, kept.get(key));
        return carried;
    }

    private static String without(String base, Map<String, String> kept, String key) {
        var rest = new LinkedHashMap<>(kept);
        rest.remove(key);
        return base + "?" + encode(rest);
    }

    private List<CataloguePage.Applied> applied(String base, KindChoice chosen, Map<String, String> kept) {
        var applied = new ArrayList<CataloguePage.Applied>();
        kept.forEach((key, value) -> {
            var title = switch (key) {
                case "level" -> Level.ofCode(value).map(Level::title).orElse(value);
                case "class" -> classes(value).stream().map(chosen::classTitle).collect(Collectors.joining("、"));
                case "status" ->
                    switch (value) {
                        case "overdue" -> "整改超期";
                        case IN_FORCE -> "计入指标的";
                        default ->
                            ListingStatus.ofCode(value)
                                    .map(ListingStatus::title)
                                    .orElse(value);
                    };
                case "year" -> value + " 年纳入";
                case "from" -> value + " 起纳入";
                case "to" -> value + " 止纳入";
                case "q" -> value;
                default -> "";
            };
            if (!title.isEmpty()) applied.add(new CataloguePage.Applied(title, without(base, kept, key)));
        });
        return applied;
    }

    private List<Chip> chips(
            String base,
            Scope scope,
            @Nullable RegionCode area,
            Map<RegionCode, Listings.Total> below,
            Listings.Total total,
            Map<String, String> kept) {
        if (area == null) return List.of();
        var chips = new ArrayList<Chip>();
        area.parent()
                .filter(above -> scope.covers(above))
                .ifPresent(
                        above -> chips.add(new Chip("返回" + divisions.name(above), at(base, kept, above), -1, false)));
        chips.add(new Chip(
                area.level() == Level.NATIONAL ? "全国" : divisions.name(area),
                at(base, kept, area),
                total.listings(),
                true));
        if (area.level().isAbove(Level.COUNTY)) {
            for (Division child : divisions.children(area)) {
                long count = below.getOrDefault(child.code(), new Listings.Total(0, BigDecimal.ZERO))
                        .listings();
                if (count > 0 || area.level() != Level.NATIONAL)
                    chips.add(new Chip(child.name(), at(base, kept, child.code()), count, false));
            }
        }
        return chips;
    }

    private static String at(String base, Map<String, String> kept, RegionCode region) {
        var query = new LinkedHashMap<>(kept);
        query.put("region", region.value());
        return base + "?" + encode(query);
    }

    /// 太原 小店区: the city too where the list spans several.
    private String place(@Nullable RegionCode area, RegionCode region) {
        var county = region.at(Level.COUNTY).map(divisions::name).orElse(divisions.name(region));
        if (area != null && !area.level().isAbove(Level.CITY)) return county;
        var city = region.at(Level.CITY).map(divisions::name).orElse("");
        if (region.level() == Level.CITY || city.equals(county)) return county;
        return (city.endsWith("市") && city.length() > 2 ? city.substring(0, city.length() - 1) : city) + " " + county;
    }

    /// The target that just this list counts: of the kind, and of the level or of all levels, for this area.
    private Optional<Target> target(KindChoice chosen, @Nullable RegionCode area, ListingFilter filter) {
        if (area == null
                || !filter.classes().isEmpty()
                || filter.dated()
                || !filter.words().isEmpty()) return Optional.empty();
        return chosen.scheme().everyTarget().stream()
                .filter(target -> target.when() instanceof Target.When.By)
                .filter(target -> target.where() instanceof Target.Where.Region(var code) && code.equals(area.value()))
                .filter(target -> chosen.scheme()
                        .indicator(target.indicator())
                        .map(Indicator::how)
                        .filter(how -> how instanceof Indicator.How.Count count
                                && count.kind().equals(chosen.kind().id())
                                && count.classes().isEmpty()
                                && count.where() == null
                                && (filter.level() == null || filter.level() == count.level()))
                        .isPresent())
                .findFirst();
    }

    private @Nullable Level levelOf(KindChoice chosen, Target target) {
        return chosen.scheme()
                .indicator(target.indicator())
                .map(Indicator::how)
                .map(how -> how instanceof Indicator.How.Count count ? count.level() : null)
                .orElse(null);
    }

    private String answer(
            KindChoice chosen,
            @Nullable RegionCode area,
            ListingFilter filter,
            Map<Level, Map<ListingStatus, Long>> byLevel,
            Optional<Target> target,
            Listings.Total total) {
        boolean plain = filter.status() == null
                && !filter.overdue()
                && !filter.dated()
                && filter.words().isEmpty();
        if (!plain) return "符合条件的 " + Ui.number(total.listings()) + " 个。";
        var say = new StringBuilder();
        var levels = chosen.kind().levels().stream()
                .sorted()
                .filter(level -> filter.level() == null || filter.level() == level)
                .toList();
        for (var level : levels) {
            long n = inCatalogue(byLevel.getOrDefault(level, Map.of()));
            if (!say.isEmpty()) say.append("，");
            say.append(level.title()).append(" ").append(Ui.number(n)).append(" 个");
            target.filter(found -> levelOf(chosen, found) == level || levels.size() == 1)
                    .ifPresent(found -> say.append(against(found, n)));
        }
        long rectifying = filteredSum(byLevel, filter, ListingStatus.RECTIFYING);
        long suspended = filteredSum(byLevel, filter, ListingStatus.SUSPENDED);
        if (rectifying > 0) say.append("；").append(rectifying).append(" 个在限期整改");
        if (suspended > 0) say.append("；另有 ").append(suspended).append(" 个暂停");
        return say.append("。").toString();
    }

    private static String against(Target target, long n) {
        var least = target.bound().least();
        if (least == null) return "（目标 " + target.bound().text() + " 个）";
        var short_ = least.subtract(BigDecimal.valueOf(n));
        return short_.signum() > 0
                ? "，离目标 " + least.toPlainString() + " 个还差 " + short_.toPlainString() + " 个"
                : "，已达到目标 " + least.toPlainString() + " 个";
    }

    private static long inCatalogue(Map<ListingStatus, Long> counts) {
        return counts.getOrDefault(ListingStatus.LISTED, 0L)
                + counts.getOrDefault(ListingStatus.WARNED, 0L)
                + counts.getOrDefault(ListingStatus.RECTIFYING, 0L);
    }

    private static long filteredSum(
            Map<Level, Map<ListingStatus, Long>> byLevel, ListingFilter filter, ListingStatus status) {
        return byLevel.entrySet().stream()
                .filter(entry -> filter.level() == null || filter.level() == entry.getKey())
                .mapToLong(entry -> entry.getValue().getOrDefault(status, 0L))
                .sum();
    }

    private static String more(
            Listings.Total total, Map<Level, Map<ListingStatus, Long>> byLevel, ListingFilter filter) {
        var others = byLevel.entrySet().stream()
                .filter(entry -> filter.level() != null && filter.level() != entry.getKey())
                .filter(entry -> inCatalogue(entry.getValue()) > 0)
                .map(entry -> entry.getKey().title() + " " + Ui.number(inCatalogue(entry.getValue())) + " 个")
                .collect(Collectors.joining("，"));
        var say = total.areaMu().signum() == 0 ? "" : "合计 " + Ui.mu(total.areaMu()) + " 亩（系统算）。";
        return others.isEmpty() ? say : say + "另有" + others + "。";
    }

    private @Nullable String points(String base, List<CataloguePage.Row> rows, @Nullable RegionCode area) {
        var points = new ArrayList<Map<String, Object>>();
        int n = 0;
        for (var row : rows) {
            n++;
            Listing listing = row.listing();
            if (listing.longitude() == null || listing.latitude() == null) continue;
            var point = new LinkedHashMap<String, Object>();
            point.put("n", n);
            point.put("lng", listing.longitude());
            point.put("lat", listing.latitude());
            point.put("title", listing.title());
            point.put(
                    "href",
                    base.startsWith("/public")
                            ? "/public/bases/" + listing.publicCode()
                            : "/catalogue/" + listing.id());
            point.put("tone", listing.status().tone());
            points.add(point);
        }
        if (points.isEmpty()) return null;
        var map = new LinkedHashMap<String, Object>(Map.of("points", points));
        if (area != null && !area.equals(RegionCode.COUNTRY)) map.put("region", area.value());
        return json.writeValueAsString(map);
    }
}
