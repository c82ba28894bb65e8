package org.nongyou.subsidy.web;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;
import org.nongyou.procedure.SubjectCard;
import org.nongyou.scheme.Entitlement;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
import org.nongyou.subsidy.Claim;
import org.nongyou.subsidy.ClaimLine;
import org.nongyou.subsidy.Claims;
import org.nongyou.web.Templates;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;

/// The money of a claim on the page of its case, so that whoever decides sees what he decides about.
@Component
public class ClaimCard implements SubjectCard {

    private final Claims claims;
    private final Schemes schemes;
    private final Templates templates;

    ClaimCard(Claims claims, Schemes schemes, Templates templates) {
        this.claims = claims;
        this.schemes = schemes;
        this.templates = templates;
    }

    /// What `subsidy/card` shows.
    public record View(Claim claim, List<Line> lines) {}

    public record Line(String rule, String item, String working, List<Entitlement.Cut> cuts, String granted) {}

    @Override
    public int order() {
        return 5;
    }

    @Override
    public Optional<Content> content(Viewer viewer, String subjectKind, String subjectId) {
        if (!subjectKind.equals("claim") || !subjectId.matches("\\d{1,18}")) return Optional.empty();
        return claims.find(viewer.scope(), Long.parseLong(subjectId)).map(claim -> {
            var scheme = schemes.at(claim.scheme());
            var lines = claims.lines(claim).stream()
                    .map(line -> line(
                            line,
                            scheme.subsidy(line.rule()).map(Subsidy::title).orElse(line.rule())))
                    .toList();
            return templates.content("subsidy/card", new View(claim, lines));
        });
    }

    private static Line line(ClaimLine line, String rule) {
        var item = line.itemShown();
        var judged = line.judged();
        return judged == null
                ? new Line(rule, item, "", List.of(), "")
                : new Line(rule, item, judged.working(), judged.cuts(), Words.yuan(judged.granted()));
    }
}
