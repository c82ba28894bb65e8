package org.nongyou.exchange.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.nongyou.exchange.ImportKind;
import org.nongyou.exchange.Imports;
import org.nongyou.exchange.Preview;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.job.JobFile;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

@Controller
class ImportController {

    private static final String PAGE = "exchange/import";

    private final Imports imports;

    ImportController(Imports imports) {
        this.imports = imports;
    }

    @GetMapping("/import/{kind}")
    ModelAndView begin(Actor actor, @PathVariable("kind") String code) {
        return Page.of(PAGE, new ImportPage(kind(actor, code), null, null));
    }

    @GetMapping("/import/{kind}/template")
    ResponseEntity<byte[]> template(Actor actor, @PathVariable("kind") String code) {
        return download(imports.template(kind(actor, code)));
    }

    @PostMapping("/import/{kind}")
    ModelAndView handIn(
            Actor actor,
            @PathVariable("kind") String code,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        var kind = kind(actor, code);
        if (file == null)
            return Page.again(
                    PAGE,
                    new ImportPage(kind, null, Refusal.of("exchange.file.empty").at("file")));
        var name = file.getOriginalFilename();
        return switch (imports.handIn(
                actor, kind, name == null || name.isBlank() ? "表格.xlsx" : name, file.getBytes())) {
            case Decision.Done<Long>(var id) -> Page.redirect("/import/" + code + "/" + id);
            case Decision.Refused<Long>(var refusal) -> Page.again(PAGE, new ImportPage(kind, null, refusal));
        };
    }

    @GetMapping("/import/{kind}/{id}")
    ModelAndView preview(Actor actor, @PathVariable("kind") String code, @PathVariable long id) {
        var kind = kind(actor, code);
        var preview = imports.preview(actor, kind, id);
        if (preview.isEmpty())
            return Page.redirect("/jobs/" + imports.started(actor, id).orElseThrow(NotFound::new));
        return switch (preview.get()) {
            case Decision.Done<Preview>(var good) -> Page.of(PAGE, new ImportPage(kind, good, null));
            case Decision.Refused<Preview>(var refusal) -> Page.again(PAGE, new ImportPage(kind, null, refusal));
        };
    }

    @GetMapping("/import/{kind}/{id}/faults")
    ResponseEntity<byte[]> faults(Actor actor, @PathVariable("kind") String code, @PathVariable long id) {
        return download(imports.faults(actor, kind(actor, code), id).orElseThrow(NotFound::new));
    }

    @PostMapping("/import/{kind}/{id}/start")
    ModelAndView start(Actor actor, @PathVariable("kind") String code, @PathVariable long id) {
        return Page.redirect(
                "/jobs/" + imports.start(actor, kind(actor, code), id).orElseThrow(NotFound::new));
    }

    private static ImportKind kind(Actor actor, String code) {
        if (!actor.may(Verb.EXCHANGE) || !actor.may(Verb.REGISTER)) throw new NotAllowed("批量导入由县级以上经办办。要导入，找本级管理员。");
        return ImportKind.ofCode(code).orElseThrow(NotFound::new);
    }

    private static ResponseEntity<byte[]> download(JobFile file) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .body(file.content());
    }
}
