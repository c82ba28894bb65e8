package org.nongyou.compliance.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.Listings;
import org.nongyou.certification.CertificateLists;
import org.nongyou.compliance.CertificateCode;
import org.nongyou.compliance.Checks;
import org.nongyou.compliance.Commitment;
import org.nongyou.compliance.Complaints;
import org.nongyou.compliance.Labels;
import org.nongyou.compliance.PublishedKeys;
import org.nongyou.compliance.Retention;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Entered;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What anybody may ask about a certificate: the page behind its QR code, the published keys and list, the verifier
/// that works without a network, complaints.
@Controller
class CheckController {

    private static final CacheControl A_MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();
    /// Goods with a certificate are eaten long before; older ones are asked for online.
    private static final int REVOKED_MONTHS = 12;
    private static final int REMEMBERED = 5_000;
    private static final int LISTED = 100;

    private final Checks checks;
    private final Labels labels;
    private final Retention retention;
    private final Complaints complaints;
    private final PublishedKeys published;
    private final Listings listings;
    private final CertificateLists certificates;
    private final Clock clock;
    private final String version;
    private final byte[] worker;
    private final Map<Long, Extras> ofBases = new ConcurrentHashMap<>();

    /// What a base may show besides, as it was some minutes ago at most.
    private record Extras(
            List<CheckPage.Mark> marks, @Nullable String address, long until) {}

    CheckController(
            Checks checks,
            Labels labels,
            Retention retention,
            Complaints complaints,
            PublishedKeys published,
            Listings listings,
            CertificateLists certificates,
            Clock clock,
            @Value("${nongyou.version:dev}") String version) {
        this.checks = checks;
        this.labels = labels;
        this.retention = retention;
        this.complaints = complaints;
        this.published = published;
        this.listings = listings;
        this.certificates = certificates;
        this.clock = clock;
        this.version = version;
        try (var file = CheckController.class.getResourceAsStream("/static/js/check-worker.js")) {
            if (file == null) throw new IllegalStateException("check-worker.js is missing");
            this.worker = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("VERSION", version)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- The page behind the QR code

    /// QR codes are in capitals throughout.
    @GetMapping("/C/{code}")
    ModelAndView capitals(@PathVariable String code) {
        return Page.redirect("/c/" + (code.matches("[0-9A-Za-z-]{1,40}") ? code : "x"));
    }

    @GetMapping("/c/{code}")
    ModelAndView check(@PathVariable String code, HttpServletRequest request) {
        var read = CertificateCode.parse(code).orElse(null);
        if (read == null) return said(CheckPage.wrong(CertificateCode.fault(code), shown(code), version), 404);
        var found = checks.look(read, request.getRemoteAddr()).orElse(null);
        if (found == null && retention.over(read)) return said(CheckPage.over(read.shown(), version), 410);
        if (found == null)
            return labels.look(read)
                    .map(label -> said(CheckPage.label(read.shown(), label.state(), version), 200))
                    .orElseGet(() -> said(CheckPage.unknown(read.shown(), version), 404));
        var one = found.one();
        var extras = extras(one);
        return said(CheckPage.of(one, found.seen(), extras.marks(), extras.address(), today(), version), 200);
    }

    private static String shown(String typed) {
        return typed.length() > 40 ? typed.substring(0, 40) : typed;
    }

    private static ModelAndView said(CheckPage page, int status) {
        var view = Page.of("compliance/check", page);
        view.setStatus(HttpStatus.valueOf(status));
        return view;
    }

    private Extras extras(Commitment one) {
        var base = one.baseId();
        if (base == null) return new Extras(List.of(), null, 0);
        long now = System.nanoTime();
        var known = ofBases.get(base);
        if (known != null && known.until() > now) return known;
        if (ofBases.size() > REMEMBERED) ofBases.clear();
        var marks = new ArrayList<CheckPage.Mark>();
        String address = null;
        for (var listing : listings.of(Scope.within(RegionCode.COUNTRY), "base", Long.toString(base), false)) {
            if (!listing.status().standing()) continue;
            address = address(listing);
            marks.add(new CheckPage.Mark(listing.level().title() + "基地名录", listing.number(), address));
        }
        var today = today();
        for (var certificate : certificates.ofBase(base))
            if (certificate.state(today).inForce())
                marks.add(new CheckPage.Mark(certificate.kind().title(), certificate.number(), null));
        var fresh = new Extras(
                marks.subList(0, Math.min(6, marks.size())),
                address,
                now + Duration.ofMinutes(5).toNanos());
        ofBases.put(base, fresh);
        return fresh;
    }

    private static String address(Listing listing) {
        return "/public/bases/" + listing.publicCode();
    }

    // --- Without a network

    /// The verifier: a page that works by itself once it was opened.
    @GetMapping("/public/verify")
    ModelAndView verifier() {
        return Page.of("compliance/verify", CheckPage.blank(version));
    }

    @GetMapping("/public/verify/keys")
    ResponseEntity<String> keys() {
        return json(published.keys());
    }

    @GetMapping("/public/verify/revoked")
    ResponseEntity<String> revoked() {
        return json(published.revoked(today().minusMonths(REVOKED_MONTHS).withDayOfMonth(1)));
    }

    private static ResponseEntity<String> json(String text) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(A_MINUTE)
                .body(text);
    }

    /// Keeps the check page working without a network. It may look after `/c/` although it lies elsewhere.
    @GetMapping("/public/verify/worker.js")
    ResponseEntity<byte[]> worker() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/javascript;charset=UTF-8"))
                .header("Service-Worker-Allowed", "/")
                .cacheControl(CacheControl.noCache())
                .body(worker);
    }

    // --- Complaints

    @GetMapping("/public/complaints")
    ModelAndView complaint(
            @RequestParam(defaultValue = "") String code, @RequestParam(defaultValue = "") String receipt) {
        var found = receipt.isBlank() ? null : complaints.byReceipt(receipt).orElse(null);
        return Page.of(
                "compliance/complain",
                new CheckPage.Complain(
                        CertificateCode.parse(code).map(CertificateCode::shown).orElse(""),
                        receipt.length() > 20 ? receipt.substring(0, 20) : receipt,
                        found,
                        Entered.NOTHING));
    }

    @PostMapping("/public/complaints")
    ModelAndView complain(@RequestParam Map<String, String> typed) {
        var code = CertificateCode.parse(typed.getOrDefault("code", "")).orElse(null);
        var done = code == null
                ? Decision.<Complaints.Complaint>refused(
                        Refusal.of("compliance.complaint-code").at("code"))
                : complaints.complain(code, typed.getOrDefault("words", ""), typed.getOrDefault("contact", ""));
        return switch (done) {
            case Decision.Done<Complaints.Complaint>(var one) ->
                Page.redirect("/public/complaints?receipt=" + one.receipt());
            case Decision.Refused<Complaints.Complaint>(var refusal) ->
                Page.again(
                        "compliance/complain",
                        new CheckPage.Complain(
                                shown(typed.getOrDefault("code", "")), "", null, Entered.of(typed, refusal)));
        };
    }

    @GetMapping("/conformity/complaints")
    @Requires(Verb.READ)
    ModelAndView listed(Actor actor) {
        return Page.of(
                "compliance/complaints",
                new CheckPage.Listed(complaints.list(actor.scope(), LISTED), actor.may(Verb.DECIDE), Map.of()));
    }

    @PostMapping("/conformity/complaints")
    @Requires(Verb.DECIDE)
    ModelAndView answer(Actor actor, @RequestParam Map<String, String> typed) {
        var id = typed.getOrDefault("id", "");
        long number = id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
        return switch (complaints.answer(actor, number, typed.getOrDefault("answer", ""))) {
            case Decision.Done<Complaints.Complaint> _ -> Page.redirect("/conformity/complaints");
            case Decision.Refused<Complaints.Complaint>(var refusal) ->
                Page.again(
                        "compliance/complaints",
                        new CheckPage.Listed(
                                complaints.list(actor.scope(), LISTED), true, Map.of(number, refusal.message())));
        };
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
