package org.nongyou.job.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.job.Exports;
import org.nongyou.job.JobFile;
import org.nongyou.job.Jobs;
import org.nongyou.job.ListExport;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Every list as a table: the same query as on its page, the whole result.
@Controller
class ExportController {

    private final Exports exports;
    private final Jobs jobs;

    ExportController(Exports exports, Jobs jobs) {
        this.exports = exports;
        this.jobs = jobs;
    }

    @GetMapping("/export/{kind}")
    @Nullable
    ModelAndView export(
            Actor actor,
            @PathVariable String kind,
            @RequestParam Map<String, String> query,
            HttpServletResponse response)
            throws IOException {
        var list = exports.find(kind).orElseThrow(NotFound::new);
        if (!actor.may(Verb.EXCHANGE) && !actor.isProducer()) throw new NotAllowed("导出名单由领导、审核、经办和审计办。要用，找本级管理员。");
        var rows = list.count(actor, query);
        if (rows > ListExport.AT_ONCE) {
            var id = jobs.submit(
                    actor,
                    exports.kind(),
                    "导出" + list.title() + "（" + Ui.number(rows) + " 条）",
                    exports.parameters(list, query, rows));
            return Page.redirect("/jobs/" + id);
        }
        // Made whole before the first byte leaves: a failure still gives a page that says so.
        var table = new ByteArrayOutputStream();
        exports.write(actor, list, query, table);
        response.setContentType(JobFile.XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(exports.fileName(list), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        response.setContentLength(table.size());
        table.writeTo(response.getOutputStream());
        return null;
    }
}
