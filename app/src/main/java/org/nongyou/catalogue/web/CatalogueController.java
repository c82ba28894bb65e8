package org.nongyou.catalogue.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseMap;
import org.nongyou.catalogue.Adoption;
import org.nongyou.catalogue.Catalogue;
import org.nongyou.catalogue.DynamicManagement;
import org.nongyou.catalogue.Exits;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.ListingStatus;
import org.nongyou.catalogue.Listings;
import org.nongyou.catalogue.MeasureForm;
import org.nongyou.catalogue.MeasureKind;
import org.nongyou.catalogue.Quotas;
import org.nongyou.catalogue.Reserve;
import org.nongyou.catalogue.Reserves;
import org.nongyou.catalogue.Revocations;
import org.nongyou.catalogue.Signboard;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.print.Pdf;
import org.nongyou.print.QrCode;
import org.nongyou.procedure.Case;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subject;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Templates;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// The offices' side of the catalogue: the list, an entry with its measures, the reserve, published results, paper.
@Controller
@Requires(Verb.READ)
class CatalogueController {

    private static final int PAGE = 100;
    private static final int PRINTED_MOST = 1000;

    private final Listings listings;
    private final Lists lists;
    private final Catalogue catalogue;
    private final DynamicManagement management;
    private final Reserves reserves;
    private final Revocations revocations;
    private final Exits exits;
    private final Quotas quotas;
    private final Signboard signboard;
    private final Schemes schemes;
    private final Divisions divisions;
    private final BaseMap maps;
    private final Journal journal;
    private final Pdf pdf;
    private final Templates templates;
    private final Clock clock;
    private final String publicAddress;

    CatalogueController(
            Listings listings,
            Lists lists,
            Catalogue catalogue,
            DynamicManagement management,
            Reserves reserves,
            Revocations revocations,
            Exits exits,
            Quotas quotas,
            Signboard signboard,
            Schemes schemes,
            Divisions divisions,
            BaseMap maps,
            Journal journal,
            Pdf pdf,
            Templates templates,
            Clock clock,
            @Value("${nongyou.public-address:}") String publicAddress) {
        this.listings = listings;
        this.lists = lists;
        this.catalogue = catalogue;
        this.management = management;
        this.reserves = reserves;
        this.revocations = revocations;
        this.exits = exits;
        this.quotas = quotas;
        this.signboard = signboard;
        this.schemes = schemes;
        this.divisions = divisions;
        this.maps = maps;
        this.journal = journal;
        this.pdf = pdf;
        this.templates = templates;
        this.clock = clock;
        this.publicAddress = publicAddress;
    }

    @GetMapping("/catalogue")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        return lists.page("/catalogue", actor.scope(), query, mayAdopt(actor))
                .map(page -> Page.of("catalogue/catalogue", page))
                .orElseGet(() -> Page.of("catalogue/none", actor.officeName()));
    }

    private static boolean mayAdopt(Actor actor) {
        return actor.may(Verb.MANAGE_CATALOGUE)
                && actor.office() != null
                && actor.scope().isAtLeast(Level.PROVINCE);
    }

    @GetMapping("/catalogue/print")
    void print(Actor actor, @RequestParam Map<String, String> query, HttpServletResponse response) throws IOException {
        var page = lists.page("/catalogue", actor.scope(), query, false).orElseThrow(NotFound::new);
        var rows = lists.rows(actor.scope(), page.chosen(), query, PRINTED_MOST);
        var html = templates.text(
                "catalogue/printlist",
                new PrintedList(
                        page.chosen().kind().title() + "目录",
                        page.area(),
                        actor.officeName() + " " + actor.name(),
                        Ui.time(clock.instant()),
                        page.total(),
                        rows));
        send(response, html, page.chosen().kind().title() + "目录.pdf");
    }

    private void send(HttpServletResponse response, String html, String name) throws IOException {
        var bytes = pdf.render(html);
        response.setContentType("application/pdf");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.inline()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    @GetMapping("/catalogue/{id}")
    ModelAndView listing(Actor actor, @PathVariable long id) {
        return Page.of("catalogue/listing", page(actor, find(actor, id), "", Entered.NOTHING));
    }

    @PostMapping("/catalogue/{id}/measures")
    ModelAndView measure(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String measure,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String dueOn) {
        var listing = find(actor, id);
        var form =
                new MeasureForm(ListingStatus.ofCode(status).orElse(ListingStatus.REMOVED), reason, null, day(dueOn));
        Decision<Listing> decision = switch (measure) {
            case "warning" -> management.warn(actor, id, form);
            case "rectification" -> management.orderRectification(actor, id, form);
            case "suspension" -> management.suspend(actor, id, form);
            case "lifting" -> management.lift(actor, id, form);
            default -> Decision.refused(Refusal.of("catalogue.measure-missing").at("measure"));
        };
        return switch (decision) {
            case Decision.Done<Listing> _ -> Page.redirect("/catalogue/" + id);
            case Decision.Refused<Listing>(var refusal) ->
                Page.again(
                        "catalogue/listing",
                        page(
                                actor,
                                listing,
                                measure,
                                Entered.of(Map.of("measure", measure, "reason", reason, "dueOn", dueOn), refusal)));
        };
    }

    @PostMapping("/catalogue/{id}/revocation")
    ModelAndView revoke(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String exit,
            @RequestParam(defaultValue = "") String reason) {
        return switch (revocations.start(actor, id, exit.isBlank() ? null : exit, reason)) {
            case Decision.Done<Case>(var theCase) -> Page.redirect("/cases/" + theCase.id());
            case Decision.Refused<Case>(var refusal) ->
                Page.again(
                        "catalogue/listing",
                        page(
                                actor,
                                find(actor, id),
                                "revocation",
                                Entered.of(Map.of("exit", exit, "reason", reason), refusal)));
        };
    }

    @PostMapping("/catalogue/{id}/reserve")
    ModelAndView reserve(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String note) {
        return switch (reserves.add(actor, id, note)) {
            case Decision.Done<Reserve> _ -> Page.redirect("/catalogue/" + id);
            case Decision.Refused<Reserve>(var refusal) ->
                Page.again(
                        "catalogue/listing",
                        page(actor, find(actor, id), "reserve", Entered.of(Map.of("note", note), refusal)));
        };
    }

    private ListingPage page(Actor actor, Listing listing, String measure, Entered entered) {
        var scheme = schemes.at(listing.scheme());
        var kind = scheme.kind(listing.kind()).orElseThrow();
        var choice = new KindChoice(scheme, kind);
        var available = new ArrayList<MeasureKind>();
        String why = null;
        for (var one :
                List.of(MeasureKind.WARNING, MeasureKind.RECTIFICATION, MeasureKind.SUSPENSION, MeasureKind.LIFTING)) {
            var refusal = management.notNow(actor, listing, one);
            if (refusal.isEmpty()) available.add(one);
            else if (why == null || !refusal.get().key().equals("catalogue.not-from"))
                why = refusal.get().message();
        }
        var findings = listing.status().standing() ? exits.of(listing) : new Exits.Findings(List.of(), List.of());
        var running = revocations.running(listing).orElse(null);
        var removals = listing.status().standing() && running == null ? exits.removals(listing) : List.<Kind.Exit>of();
        var clauses = kind.exits().isEmpty()
                ? kind.clauses()
                : kind.exits().getFirst().clauses();
        var baseId = listing.baseId();
        return new ListingPage(
                listing,
                choice,
                divisions.path(listing.region()),
                listings.path(actor.scope(), listing),
                listings.successor(actor.scope(), listing).orElse(null),
                listings.measures(listing),
                management.openMeasure(listing).orElse(null),
                running,
                available,
                available.isEmpty() ? why : null,
                findings.proposed(),
                findings.unchecked(),
                removals,
                actor.office() != null && actor.may(Verb.DECIDE) && !removals.isEmpty(),
                reserves.of(listing).orElse(null),
                reserves.notNow(actor, listing).isEmpty(),
                listing.region()
                        .at(Level.COUNTY)
                        .map(county -> quotas.of(scheme, kind, county))
                        .orElse(List.of()),
                journal.of(actor.scope(), "listing", String.valueOf(listing.id()), 50),
                baseId == null ? null : maps.card(actor.scope(), baseId).orElse(null),
                unprintable(listing, choice),
                Ui.clauseHref(scheme.id(), scheme.version(), clauses.getFirst()),
                "方案 " + String.join("、", clauses),
                measure,
                entered,
                LocalDate.now(clock));
    }

    // Signboard

    @GetMapping("/catalogue/{id}/signboard")
    void board(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "a4") String size,
            HttpServletResponse response)
            throws IOException {
        var listing = find(actor, id);
        var scheme = schemes.at(listing.scheme());
        var kind = scheme.kind(listing.kind()).orElseThrow();
        var address = address() + "/b/" + listing.publicCode();
        var html = templates.text(
                "catalogue/signboard",
                new Board(
                        listing,
                        listing.level().title() + kind.title(),
                        scheme.issuer(),
                        signboard.fields(listing),
                        QrCode.dataUri(address),
                        address,
                        size.equals("large")));
        send(response, html, "标识牌 " + listing.number() + ".pdf");
    }

    /// The characters of a signboard's text that cannot be printed.
    private List<String> unprintable(Listing listing, KindChoice choice) {
        var text = new StringBuilder(listing.title())
                .append(choice.kind().title())
                .append(choice.scheme().issuer())
                .append(listing.number());
        for (var field : signboard.fields(listing)) text.append(field.title()).append(Ui.text(field.value()));
        return pdf.missing(text.toString().replace('<', ' '));
    }

    /// The address that the QR code names: the configured one, or the one this page was asked by.
    private String address() {
        return publicAddress.isBlank()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : publicAddress.replaceAll("/+$", "");
    }

    // Published results

    @GetMapping("/catalogue/adopt")
    @Requires(Verb.MANAGE_CATALOGUE)
    ModelAndView adoptForm(Actor actor, @RequestParam Map<String, String> query) {
        return Page.of("catalogue/adopt", adoptPage(actor, query, Entered.NOTHING));
    }

    @PostMapping("/catalogue/adopt")
    @Requires(Verb.MANAGE_CATALOGUE)
    ModelAndView adopt(Actor actor, @RequestParam Map<String, String> typed) {
        var kinds = lists.kinds(actor.scope().region());
        if (kinds.isEmpty()) throw new NotFound();
        var choice = lists.choice(typed.getOrDefault("kind", ""), kinds);
        var faults = new ArrayList<Refusal>();
        var level = Level.ofCode(typed.getOrDefault("level", "")).orElse(null);
        if (level == null) faults.add(Refusal.of("catalogue.adopt-kind").at("level"));
        var region = RegionCode.parse(typed.getOrDefault("region", "").strip()).orElse(null);
        if (region == null || divisions.find(region).isEmpty())
            faults.add(Refusal.of("catalogue.adopt-place").at("region"));
        var listedOn = day(typed.getOrDefault("listedOn", ""));
        if (listedOn == null) faults.add(Refusal.of("catalogue.adopt-day").at("listedOn"));
        var area = typed.getOrDefault("areaMu", "").strip();
        if (!area.isEmpty() && !area.matches("\\d{1,9}(\\.\\d{1,2})?"))
            faults.add(Refusal.of("catalogue.adopt-area").at("areaMu"));
        Decision<Listing> decision = !faults.isEmpty() || level == null || region == null || listedOn == null
                ? Decision.refused(Refusal.joined(faults))
                : catalogue.adopt(
                        actor,
                        new Adoption(
                                choice.scheme().ref(),
                                choice.kind().id(),
                                level,
                                blankToNull(typed.getOrDefault("class", "")),
                                blankToNull(typed.getOrDefault("subject", "")),
                                typed.getOrDefault("title", ""),
                                region,
                                typed.getOrDefault("producer", ""),
                                typed.getOrDefault("product", ""),
                                area.isEmpty() ? null : new BigDecimal(area),
                                listedOn,
                                typed.getOrDefault("source", "")));
        return switch (decision) {
            case Decision.Done<Listing>(var listing) -> Page.redirect("/catalogue/" + listing.id());
            case Decision.Refused<Listing>(var refusal) ->
                Page.again("catalogue/adopt", adoptPage(actor, typed, Entered.of(typed, refusal)));
        };
    }

    private AdoptPage adoptPage(Actor actor, Map<String, String> query, Entered entered) {
        var kinds = lists.kinds(actor.scope().region());
        if (kinds.isEmpty()) throw new NotFound();
        var choice = lists.choice(query.getOrDefault("kind", ""), kinds);
        var own = actor.region();
        return new AdoptPage(
                kinds,
                choice,
                choice.kind().subject() == Subject.REGION,
                divisions.within(own, Level.CITY),
                divisions.within(own, Level.COUNTY),
                entered);
    }

    // Reserve

    @GetMapping("/reserves")
    ModelAndView reserveList(
            Actor actor,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String left,
            @RequestParam(defaultValue = "1") int page) {
        return Page.of(
                "catalogue/reserves", reservesPage(actor, region, left.equals("yes"), page, null, Entered.NOTHING));
    }

    @PostMapping("/reserves/{id}/leave")
    ModelAndView leave(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        return switch (reserves.leave(actor, id, reason)) {
            case Decision.Done<Reserve> _ -> Page.redirect("/reserves");
            case Decision.Refused<Reserve>(var refusal) ->
                Page.again(
                        "catalogue/reserves",
                        reservesPage(actor, "", false, 1, id, Entered.of(Map.of("reason", reason), refusal)));
        };
    }

    private ReservesPage reservesPage(
            Actor actor, String region, boolean left, int page, @Nullable Long leaving, Entered entered) {
        var picked = RegionCode.parse(region).orElse(null);
        Scope scope = actor.scope();
        var at = scope.narrowedTo(picked).region();
        var counts = reserves.countsByCounty(scope, picked, left);
        int total = counts.values().stream().mapToInt(Long::intValue).sum();
        int pages = Math.clamp((total + PAGE - 1) / PAGE, 1, 100);
        int shown = Math.clamp(page, 1, pages);
        var chips = RegionChips.of(
                divisions, scope, picked, counts, code -> "/reserves?region=" + code + (left ? "&left=yes" : ""));
        return new ReservesPage(
                at == null ? "" : divisions.name(at),
                at == null ? "" : at.value(),
                chips,
                left,
                total,
                reserves.list(scope, picked, left, (shown - 1) * PAGE, PAGE).stream()
                        .map(reserve -> new ReservesPage.Row(
                                reserve,
                                divisions.path(reserve.region()),
                                schemes.at(reserve.scheme())
                                        .kind(reserve.kind())
                                        .map(kind -> kind.title())
                                        .orElse(reserve.kind())))
                        .toList(),
                shown,
                pages,
                actor.may(Verb.MANAGE_CATALOGUE) && actor.office() != null,
                leaving,
                entered);
    }

    private Listing find(Actor actor, long id) {
        return listings.find(actor.scope(), id).orElseThrow(NotFound::new);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return TypedDay.parse(typed.strip());
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}
