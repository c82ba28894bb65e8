package org.nongyou.practice.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.nongyou.base.Base;
import org.nongyou.base.Bases;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.practice.Mode;
import org.nongyou.practice.Modes;
import org.nongyou.practice.Sheet;
import org.nongyou.practice.SheetKind;
import org.nongyou.practice.WallSheets;
import org.nongyou.print.Pdf;
import org.nongyou.print.QrCode;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Templates;
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

/// WallSheets that bases produce by, and the counties' production modes.
@Controller
@Requires(Verb.READ)
class WallSheetController {

    private static final int MODES_SHOWN = 500;
    private static final int LONGEST = 50;

    private final WallSheets sheets;
    private final Modes modes;
    private final Bases bases;
    private final Pdf pdf;
    private final Templates templates;
    private final String publicAddress;

    WallSheetController(
            WallSheets sheets,
            Modes modes,
            Bases bases,
            Pdf pdf,
            Templates templates,
            @Value("${nongyou.public-address:}") String publicAddress) {
        this.sheets = sheets;
        this.modes = modes;
        this.bases = bases;
        this.pdf = pdf;
        this.templates = templates;
        this.publicAddress = publicAddress;
    }

    @GetMapping("/sheets")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var kind = SheetKind.ofCode(query.getOrDefault("kind", "")).orElse(null);
        var typed = query.getOrDefault("q", "").strip();
        var words = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
        int page = query.getOrDefault("page", "").matches("[1-9]\\d?|100") ? Integer.parseInt(query.get("page")) : 1;
        int total = sheets.count(actor.scope(), kind, words);
        return Page.of(
                "practice/sheets",
                new SheetPages.Sheets(
                        total == 0 ? "没有正在用的。在基地的页面上发布操作规程、模式图、操作卡和风险手册。" : "正在用的 %,d 份。".formatted(total),
                        kind,
                        words,
                        sheets.list(actor.scope(), kind, words, (page - 1) * WallSheets.PAGE, WallSheets.PAGE),
                        total,
                        page,
                        Address.of("/sheets")
                                .with("kind", kind == null ? null : kind.code())
                                .with("q", words)));
    }

    @GetMapping("/sheets/new")
    @Requires(Verb.REGISTER)
    ModelAndView begin(Actor actor, @RequestParam Map<String, String> query) {
        return Page.of(
                "practice/form",
                new SheetPages.Form(base(actor, query), new Entered(again(actor, query), java.util.List.of())));
    }

    /// A new version begins with the text of the one before.
    private Map<String, String> again(Actor actor, Map<String, String> query) {
        var from = query.getOrDefault("from", "");
        return from.matches("\\d{1,18}")
                ? sheets.find(actor.scope(), Long.parseLong(from))
                        .map(one -> Map.of(
                                "kind", one.kind().code(),
                                "produce", one.produce(),
                                "title", one.title(),
                                "body", one.body(),
                                "standards", one.standards()))
                        .orElse(Map.of())
                : Map.of();
    }

    private Base base(Actor actor, Map<String, String> query) {
        var id = query.getOrDefault("base", "");
        if (!id.matches("\\d{1,18}")) throw new NotFound();
        return bases.find(actor.scope(), Long.parseLong(id)).orElseThrow(NotFound::new);
    }

    @PostMapping("/sheets/new")
    @Requires(Verb.REGISTER)
    ModelAndView issue(Actor actor, @RequestParam Map<String, String> typed) {
        return switch (sheets.issue(actor, typed)) {
            case Decision.Done<Sheet>(var one) -> Page.redirect("/sheets/" + one.id());
            case Decision.Refused<Sheet>(var refusal) ->
                Page.again("practice/form", new SheetPages.Form(base(actor, typed), Entered.of(typed, refusal)));
        };
    }

    @GetMapping("/sheets/{id}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("practice/sheet", page(actor, id, Entered.NOTHING));
    }

    private SheetPages.One page(Actor actor, long id, Entered entered) {
        var one = sheets.find(actor.scope(), id).orElseThrow(NotFound::new);
        return new SheetPages.One(
                one,
                sheets.versions(actor.scope(), one),
                actor.may(Verb.REGISTER),
                pdf.missing((one.title() + one.body() + one.baseName() + one.produce()).replace('<', ' ')),
                entered);
    }

    @PostMapping("/sheets/{id}/withdraw")
    @Requires(Verb.REGISTER)
    ModelAndView withdraw(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        return switch (sheets.withdraw(actor, id, reason)) {
            case Decision.Done<Sheet> _ -> Page.redirect("/sheets/" + id);
            case Decision.Refused<Sheet>(var refusal) ->
                Page.again("practice/sheet", page(actor, id, Entered.of(Map.of("reason", reason), refusal)));
        };
    }

    /// 上墙: A4 or A3, with the code of the public page.
    @GetMapping("/sheets/{id}/print")
    void print(
            Actor actor, @PathVariable long id, @RequestParam(defaultValue = "a4") String size, HttpServletResponse to)
            throws IOException {
        var one = sheets.find(actor.scope(), id).orElseThrow(NotFound::new);
        var address = address() + "/public/sheets/" + one.code();
        var bytes = pdf.render(templates.text(
                "practice/wall", new SheetPages.Wall(one, QrCode.dataUri(address), address, size.equals("a3"))));
        to.setContentType("application/pdf");
        to.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.inline()
                        .filename(one.title() + ".pdf", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        to.getOutputStream().write(bytes);
    }

    /// The address that the QR code names: the configured one, or the one this page was asked by.
    private String address() {
        return publicAddress.isBlank()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : publicAddress.replaceAll("/+$", "");
    }

    // Modes

    @GetMapping("/modes")
    ModelAndView modes(Actor actor) {
        return Page.of("practice/modes", modesPage(actor, Entered.NOTHING));
    }

    private SheetPages.Modes modesPage(Actor actor, Entered entered) {
        return new SheetPages.Modes(modes.list(actor.scope(), MODES_SHOWN), Modes.mayRecord(actor), entered);
    }

    @PostMapping("/modes")
    ModelAndView record(Actor actor, @RequestParam Map<String, String> typed) {
        return switch (modes.record(actor, typed)) {
            case Decision.Done<Mode> _ -> Page.redirect("/modes");
            case Decision.Refused<Mode>(var refusal) ->
                Page.again("practice/modes", modesPage(actor, Entered.of(typed, refusal)));
        };
    }
}
