package org.nongyou.compliance.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.Content;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import org.nongyou.compliance.CertificateCode;
import org.nongyou.compliance.Commitment;
import org.nongyou.compliance.CommitmentLabel;
import org.nongyou.compliance.Conformity;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.print.LabelPaper;
import org.nongyou.print.LabelPrinter;
import org.nongyou.print.Pdf;
import org.nongyou.print.QrCode;
import org.nongyou.web.NotFound;
import org.nongyou.web.Templates;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// One certificate on paper.
@Controller
@Requires(Verb.READ)
class ConformityPrintController {

    private final Conformity conformity;
    private final Templates templates;
    private final Pdf pdf;
    private final LabelPrinter printer;
    private final CodeSite site;

    ConformityPrintController(
            Conformity conformity, Templates templates, Pdf pdf, LabelPrinter printer, CodeSite site) {
        this.conformity = conformity;
        this.templates = templates;
        this.pdf = pdf;
        this.printer = printer;
        this.site = site;
    }

    /// 60×40 and 40×30 are rolls for thermal printers, one label a page; `sheet` is A4 with 3 × 7; `a4` has two halves,
    /// one for the buyer and one to keep.
    @GetMapping("/conformity/{code:[0-9A-Za-z-]{16,19}}/print.pdf")
    void print(
            Actor actor,
            @PathVariable String code,
            @RequestParam(defaultValue = "a4") String size,
            HttpServletResponse response)
            throws IOException {
        var one = CertificateCode.parse(code)
                .flatMap(read -> conformity.find(actor.scope(), read))
                .orElseThrow(NotFound::new);
        response.setContentType("application/pdf");
        response.setHeader(
                "Content-Disposition",
                "inline; filename*=UTF-8''"
                        + URLEncoder.encode("合格证 " + one.code().shown() + ".pdf", UTF_8)
                                .replace("+", "%20"));
        var labels = LabelPaper.Size.ofCode(size).orElse(null);
        if (labels == null) pdf.render(halves(one), response.getOutputStream());
        else
            try (var paper = printer.paper(labels, "合格证 " + one.code().shown())) {
                CommitmentLabel.draw(paper, labels, one, site.address());
                paper.finish(response.getOutputStream());
            }
    }

    private String halves(Commitment one) {
        var image = QrCode.denseDataUri(one.seal().address(site.address()));
        Content qr = output -> output.writeContent("<img alt=\"\" src=\"" + image + "\" />");
        return templates.text("compliance/print", new ConformityPages.Print(one, qr));
    }
}
