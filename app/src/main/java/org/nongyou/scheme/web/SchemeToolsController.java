package org.nongyou.scheme.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeChange;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Trial;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// For whoever writes or reads a scheme closely: its procedures as BPMN, what changed between versions, and what its
/// rules would give. Open to everyone, as the documents are; nothing is kept.
@Controller
class SchemeToolsController {

    /// Longer texts are no facts.
    private static final int LONGEST = 200;

    private static final int FIELDS_MOST = 200;

    private final Schemes schemes;
    private final Divisions divisions;
    private final Clock clock;

    SchemeToolsController(Schemes schemes, Divisions divisions, Clock clock) {
        this.schemes = schemes;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping("/schemes/{id}/procedures/{procedure}.bpmn")
    ResponseEntity<byte[]> bpmn(
            @PathVariable String id,
            @PathVariable String procedure,
            @RequestParam(required = false) @Nullable Integer version) {
        var scheme = find(id, version);
        var found = scheme.procedure(procedure).orElseThrow(NotFound::new);
        var file = ContentDisposition.attachment()
                .filename(scheme.id() + "-" + found.id() + ".bpmn", StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_XML)
                .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
                .body(Bpmn.of(scheme, found).getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/schemes/{id}/changes")
    ModelAndView changes(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to) {
        var versions = schemes.versions(id);
        if (versions.isEmpty()) throw new NotFound();
        int newest = versions.getFirst().ref().version();
        int after = to == null ? newest : to;
        int before = from != null
                ? from
                : versions.stream()
                        .mapToInt(one -> one.ref().version())
                        .filter(one -> one < after)
                        .max()
                        .orElse(after);
        var old = find(id, before);
        var now = find(id, after);
        return Page.of(
                "scheme/changes",
                new SchemeChangesPage(
                        now,
                        versions,
                        before,
                        after,
                        SchemeChange.between(schemes.files(old.ref()), schemes.files(now.ref()))));
    }

    @GetMapping("/schemes/{id}/try")
    ModelAndView attempt(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(defaultValue = "") String rule,
            @RequestParam MultiValueMap<String, String> typed) {
        var scheme = find(id, version);
        var told = new HashMap<String, String>();
        typed.forEach((name, texts) -> {
            var text = String.join("、", texts);
            if ((name.startsWith("fact:") || name.startsWith("answer:"))
                    && text.length() <= LONGEST
                    && told.size() < FIELDS_MOST) told.put(name, text);
        });
        told.replaceAll((name, text) -> SchemeTrialPage.place(name) ? code(scheme, text.strip()) : text);
        var trial = rule.isBlank()
                ? null
                : Trial.of(scheme, rule, schemes.facts(), LocalDate.now(clock), told)
                        .orElseThrow(NotFound::new);
        return Page.of(
                "scheme/try",
                new SchemeTrialPage(
                        scheme,
                        schemes.versions(id).getFirst().ref().version(),
                        Trial.choices(scheme),
                        rule,
                        trial,
                        told,
                        places(told),
                        schemes.facts()::choiceTitle));
    }

    private Map<String, String> places(Map<String, String> told) {
        var places = new HashMap<String, String>();
        told.forEach((name, text) -> {
            if (SchemeTrialPage.place(name))
                RegionCode.parse(text).ifPresent(code -> places.put(name, divisions.path(code)));
        });
        return places;
    }

    /// The code of a place that was named; what names none, or several, stays as it was typed.
    private String code(Scheme scheme, String typed) {
        if (typed.isEmpty() || Character.isDigit(typed.charAt(0))) return typed;
        var within = new RegionCode(scheme.region());
        var found = Stream.of(Level.CITY, Level.COUNTY, Level.TOWNSHIP)
                .flatMap(level -> divisions.within(within, level).stream())
                .filter(one -> one.name().equals(typed))
                .toList();
        return found.size() == 1 ? found.getFirst().code().value() : typed;
    }

    private Scheme find(String id, @Nullable Integer version) {
        var found = version == null ? schemes.current(id) : schemes.find(new SchemeRef(id, version));
        return found.orElseThrow(NotFound::new);
    }
}
