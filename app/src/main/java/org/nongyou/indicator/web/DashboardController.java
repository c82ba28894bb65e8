package org.nongyou.indicator.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.print.Pdf;
import org.nongyou.print.Spreadsheet;
import org.nongyou.web.Page;
import org.nongyou.web.Templates;
import org.nongyou.web.Ui;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The dashboard (驾驶舱) on the screen, on paper and as a table.
@Controller
@Requires(Verb.READ)
class DashboardController {

    private final DashboardPages pages;
    private final Templates templates;
    private final Pdf pdf;

    DashboardController(DashboardPages pages, Templates templates, Pdf pdf) {
        this.pages = pages;
        this.templates = templates;
        this.pdf = pdf;
    }

    @GetMapping("/dashboard")
    ModelAndView show(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String indicator,
            @RequestParam(defaultValue = "") String theme) {
        return Page.of("indicator/dashboard", pages.of(actor, scheme, region, indicator, theme.equals("dark")));
    }

    /// The same page on paper.
    @GetMapping("/dashboard/print")
    void print(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String indicator,
            HttpServletResponse response)
            throws IOException {
        var page = pages.of(actor, scheme, region, indicator, false);
        var document = templates.text(
                "indicator/dashboardPaper", new DashboardPaper(page, actor.name(), Ui.today(), Pdf.FOOTER));
        response.setContentType("application/pdf");
        response.setHeader("Content-Disposition", named("inline", page.regionName() + "驾驶舱.pdf"));
        pdf.render(document, response.getOutputStream());
    }

    /// The same page as a table.
    @GetMapping("/dashboard/export")
    @Requires(Verb.EXCHANGE)
    void export(
            Actor actor,
            @RequestParam(required = false) @Nullable String scheme,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String indicator,
            HttpServletResponse response)
            throws IOException {
        var page = pages.of(actor, scheme, region, indicator, false);
        response.setContentType(Spreadsheet.MEDIA_TYPE);
        response.setHeader("Content-Disposition", named("attachment", page.regionName() + "驾驶舱.xlsx"));
        Spreadsheet.write(response.getOutputStream(), "驾驶舱", DashboardPaper.HEADS, DashboardPaper.lines(page));
    }

    private static String named(String how, String file) {
        return ContentDisposition.builder(how)
                .filename(file, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
