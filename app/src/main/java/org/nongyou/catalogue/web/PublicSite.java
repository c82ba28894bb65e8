package org.nongyou.catalogue.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseMap;
import org.nongyou.base.Bases;
import org.nongyou.base.PublicBaseCard;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.ListingFilter;
import org.nongyou.catalogue.ListingStatus;
import org.nongyou.catalogue.Listings;
import org.nongyou.kernel.Level;
import org.nongyou.notice.NoticeFilter;
import org.nongyou.notice.Notices;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Address;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/// The public site (公开网站): what is listed, and the answer to whoever scans a signboard. It shows what the signboard
/// shows and no more about people.
@Controller
class PublicSite {

    private static final int SIZE = 100;
    /// A list that everybody sees may be a minute old.
    private static final CacheControl A_MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final Listings listings;
    private final Notices notices;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Bases bases;
    private final BaseMap maps;
    private final ObjectProvider<PublicBaseCard> cards;
    private final JsonMapper json;
    private final ForAMinute<Asked, Looked> looked;

    PublicSite(
            Listings listings,
            Notices notices,
            Schemes schemes,
            Divisions divisions,
            Bases bases,
            BaseMap maps,
            ObjectProvider<PublicBaseCard> cards,
            JsonMapper json,
            Clock clock) {
        this.listings = listings;
        this.notices = notices;
        this.schemes = schemes;
        this.divisions = divisions;
        this.bases = bases;
        this.maps = maps;
        this.cards = cards;
        this.json = json;
        this.looked = new ForAMinute<>(clock);
    }

    @GetMapping("/public")
    ModelAndView home() {
        var area = area();
        var here = Scope.within(area);
        var counts = listings.counts();
        var kinds = new ArrayList<PublicHomePage.KindCount>();
        for (var version : schemes.list()) {
            var scheme = schemes.at(version.ref());
            for (var kind : scheme.kinds()) {
                var byLevel = counts.byLevel(here, ListingFilter.of(scheme.id(), kind.id()));
                for (var level : kind.levels()) {
                    long standing = byLevel.getOrDefault(level, Map.of()).entrySet().stream()
                            .filter(entry -> entry.getKey().standing())
                            .mapToLong(Map.Entry::getValue)
                            .sum();
                    if (standing == 0) continue;
                    kinds.add(new PublicHomePage.KindCount(
                            // Where a kind has one level only, its name says it.
                            kind.levels().size() == 1 ? kind.title() : level.title() + kind.title(),
                            standing,
                            Address.of("/public/catalogue")
                                    .with("scheme", scheme.id())
                                    .with("kind", kind.id())
                                    .with("level", level.code())
                                    .toString(),
                            kind.clauses().isEmpty() ? "" : kind.clauses().getFirst(),
                            Ui.clauseHref(
                                    scheme.id(),
                                    scheme.version(),
                                    kind.clauses().isEmpty()
                                            ? ""
                                            : kind.clauses().getFirst())));
                }
            }
        }
        kinds.sort(Comparator.comparingLong(PublicHomePage.KindCount::count).reversed());
        var open = notices.publicList(null, new NoticeFilter(null, true, null), null, 6);
        return Page.of(
                "site/home",
                new PublicHomePage(
                        divisions.name(area),
                        counts.total(here, ListingFilter.NONE).listings(),
                        kinds,
                        open.stream()
                                .map(notice -> new PublicHomePage.Notice(
                                        notice.id(), notice.title(), notice.officeName(), notice.endsOn()))
                                .toList(),
                        schemes.list().stream()
                                .map(version -> new PublicHomePage.Document(
                                        version.ref().id(), version.title()))
                                .toList()));
    }

    @GetMapping("/public/catalogue")
    ModelAndView catalogue(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String scheme,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String level,
            @RequestParam(name = "class", defaultValue = "") String classId,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "1") int page) {
        var here = Scope.within(area());
        var picked = RegionCode.parse(region).orElse(null);
        var filter = filter(q, picked, scheme, kind, level, classId, status);
        int shown = Math.clamp(page, 1, 100);
        var looked = look(here, filter, picked, shown);
        var rows = looked.rows;
        var counts = looked.counts;
        long found = counts.values().stream().mapToLong(Long::longValue).sum();
        var address = Address.of("/public/catalogue")
                .with("q", filter.words())
                .with("region", picked == null ? null : picked.value())
                .with("scheme", filter.schemeId())
                .with("kind", filter.kind())
                .with("level", filter.level() == null ? null : filter.level().code())
                .with("class", filter.classId())
                .with("status", filter.status() == null ? null : filter.status().code());
        var chips = RegionChips.of(
                divisions,
                here,
                picked,
                counts,
                code -> address.with("region", code.value()).toString());
        return Page.of(
                "site/catalogue",
                new PublicListPage(
                        filter,
                        address,
                        chips,
                        rows.stream().map(this::row).toList(),
                        found,
                        shown,
                        options(),
                        map(here, counts, picked),
                        divisions.name(picked == null ? area() : picked)));
    }

    /// The same list as a file, for whoever wants to count again.
    @GetMapping("/public/catalogue.csv")
    void csv(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String scheme,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String level,
            @RequestParam(name = "class", defaultValue = "") String classId,
            HttpServletResponse response)
            throws IOException {
        var filter = filter(q, RegionCode.parse(region).orElse(null), scheme, kind, level, classId, "");
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"catalogue.csv\"");
        response.setHeader("Cache-Control", A_MINUTE.getHeaderValue());
        try (var out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            // Excel on an office PC takes UTF-8 only with this mark.
            out.write("\uFEFF编号,名称,主体,产品,面积（亩）,级别,类别,区划代码,地区,列入日期,状态,来源,演示数据\r\n");
            listings.each(Scope.within(area()), filter, listing -> {
                try {
                    out.write(String.join(
                            ",",
                            listing.number(),
                            cell(listing.title()),
                            cell(listing.producerName()),
                            cell(listing.product()),
                            listing.areaMu() == null ? "" : listing.areaMu().toPlainString(),
                            listing.level().title(),
                            cell(classTitle(listing)),
                            listing.region().value(),
                            cell(divisions.path(listing.region())),
                            listing.listedOn().toString(),
                            listing.status().title(),
                            cell(listing.source()),
                            listing.demo() ? "是" : "否"));
                    out.write("\r\n");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }
    }

    @GetMapping("/public/bases/{code}")
    ModelAndView listing(@PathVariable String code) {
        var listing = listings.byCode(code).orElseThrow(NotFound::new);
        var base =
                Optional.ofNullable(listing.baseId()).flatMap(id -> bases.find(Scope.within(RegionCode.COUNTRY), id));
        var map = base.isEmpty()
                ? null
                : maps.card(Scope.within(RegionCode.COUNTRY), base.get().id()).orElse(null);
        return Page.of(
                "site/listing",
                new PublicListingPage(
                        row(listing),
                        listing,
                        kind(listing).map(Kind::title).orElse(""),
                        scheme(listing).map(Scheme::title).orElse(""),
                        clauseHref(listing),
                        base.orElse(null),
                        map,
                        base.stream()
                                .flatMap(one -> cards.orderedStream()
                                        .sorted(Comparator.comparingInt(PublicBaseCard::order))
                                        .flatMap(card -> card.content(one).stream()))
                                .toList(),
                        listings.measures(listing).stream()
                                .filter(measure -> measure.noticeId() != null)
                                .map(measure -> new PublicListingPage.Measure(
                                        measure.kind().title(), measure.reason(), measure.at(), measure.noticeId()))
                                .toList()));
    }

    /// Where the QR code of a signboard leads: the verdict first, light enough for a bad signal.
    @GetMapping("/b/{code}")
    ModelAndView scan(@PathVariable String code) {
        var found = listings.byCode(code);
        if (found.isEmpty()) {
            var view = Page.of("site/scan", VerdictPage.unknown(code.length() > 40 ? code.substring(0, 40) : code));
            view.setStatus(org.springframework.http.HttpStatus.NOT_FOUND);
            return view;
        }
        var listing = found.get();
        var base =
                Optional.ofNullable(listing.baseId()).flatMap(id -> bases.find(Scope.within(RegionCode.COUNTRY), id));
        return Page.of(
                "site/scan",
                VerdictPage.of(
                        listing,
                        kind(listing).map(Kind::title).orElse(""),
                        classTitle(listing),
                        divisions.path(listing.region()),
                        base.orElse(null)));
    }

    private static String cell(String text) {
        // A cell that begins like a formula is made harmless for spreadsheets.
        var safe = text.matches("[=+\\-@\\t].*") ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /// The area whose catalogue this installation keeps: that of its first scheme.
    private RegionCode area() {
        var loaded = schemes.list();
        return loaded.isEmpty() ? RegionCode.COUNTRY : loaded.getFirst().region();
    }

    private static ListingFilter filter(
            String q,
            @Nullable RegionCode region,
            String scheme,
            String kind,
            String level,
            String classId,
            String status) {
        return new ListingFilter(
                region,
                scheme.isBlank() ? null : scheme,
                kind.isBlank() ? null : kind,
                Level.ofCode(level).orElse(null),
                classId.isBlank() ? List.of() : List.of(classId),
                ListingStatus.ofCode(status).filter(ListingStatus::standing).orElse(null),
                null,
                null,
                false,
                false,
                q.length() > 60 ? q.substring(0, 60) : q);
    }

    private record Asked(ListingFilter filter, int page) {}

    private record Looked(List<Listing> rows, Map<String, Long> counts) {}

    /// Exactly as things stand; for words that more entries have than fit on a page up to a minute old, since each of
    /// them is read and counted.
    private Looked look(Scope here, ListingFilter filter, @Nullable RegionCode picked, int page) {
        Supplier<Looked> read =
                () -> new Looked(listings.list(here, filter, (page - 1) * SIZE, SIZE), count(here, filter.at(picked)));
        return filter.words().isBlank()
                ? read.get()
                : looked.get(new Asked(filter, page), read, found -> found.rows.size() == SIZE);
    }

    private Map<String, Long> count(Scope here, ListingFilter filter) {
        var counts = new TreeMap<String, Long>();
        listings.below(here, filter).forEach((code, total) -> counts.put(code.value(), total.listings()));
        return counts;
    }

    /// Cells of the next level coloured by their number; null where nothing is found.
    private @Nullable String map(Scope here, Map<String, Long> counts, @Nullable RegionCode picked) {
        var at = here.narrowedTo(picked).region();
        if (at == null || at.level().ordinal() > Level.CITY.ordinal() || at.level() == Level.NATIONAL) return null;
        var values = new LinkedHashMap<String, Long>();
        for (var child : divisions.children(at)) values.put(child.code().value(), 0L);
        counts.forEach((code, n) -> values.replace(code, n));
        if (values.values().stream().allMatch(n -> n == 0)) return null;
        return json.writeValueAsString(
                Map.of("region", at.value(), "values", values, "unit", "个", "href", "/public/catalogue?region={code}"));
    }

    private PublicListPage.Row row(Listing listing) {
        return new PublicListPage.Row(listing, divisions.path(listing.region()), classTitle(listing));
    }

    private List<PublicListPage.Option> options() {
        var options = new ArrayList<PublicListPage.Option>();
        for (var version : schemes.list()) {
            for (var kind : schemes.at(version.ref()).kinds()) {
                options.add(new PublicListPage.Option(
                        version.ref().id(),
                        kind.id(),
                        kind.title(),
                        kind.classes().stream()
                                .map(one -> new PublicListPage.ClassOption(one.id(), one.title()))
                                .toList()));
            }
        }
        return options;
    }

    private Optional<Scheme> scheme(Listing listing) {
        return schemes.find(listing.scheme());
    }

    private Optional<Kind> kind(Listing listing) {
        return scheme(listing).flatMap(scheme -> scheme.kind(listing.kind()));
    }

    private String classTitle(Listing listing) {
        var classId = listing.classId();
        if (classId == null) return "";
        return kind(listing)
                .flatMap(kind -> kind.kindClass(classId))
                .map(Kind.KindClass::title)
                .orElse("");
    }

    private String clauseHref(Listing listing) {
        var clauses = kind(listing).map(Kind::clauses).orElse(List.of());
        return Ui.clauseHref(
                listing.scheme().id(), listing.scheme().version(), clauses.isEmpty() ? "" : clauses.getFirst());
    }
}
