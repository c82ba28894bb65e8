package org.nongyou.production.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.print.Pdf;
import org.nongyou.production.BatchActs;
import org.nongyou.production.BatchDossier;
import org.nongyou.production.BatchFilter;
import org.nongyou.production.BatchTest;
import org.nongyou.production.Batches;
import org.nongyou.production.FarmLog;
import org.nongyou.production.FieldViews;
import org.nongyou.production.HarvestWait;
import org.nongyou.production.NewTest;
import org.nongyou.region.Divisions;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Templates;
import org.nongyou.web.Ui;
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

/// Batches with their dossiers.
@Controller
@Requires(Verb.READ)
class BatchesController {

    private static final int HISTORY = 30;

    private final Batches batches;
    private final BatchActs acts;
    private final FieldViews fields;
    private final Files files;
    private final Journal journal;
    private final Divisions divisions;
    private final Pdf pdf;
    private final Templates templates;
    private final Clock clock;

    BatchesController(
            Batches batches,
            BatchActs acts,
            FieldViews fields,
            Files files,
            Journal journal,
            Divisions divisions,
            Pdf pdf,
            Templates templates,
            Clock clock) {
        this.batches = batches;
        this.acts = acts;
        this.fields = fields;
        this.files = files;
        this.journal = journal;
        this.divisions = divisions;
        this.pdf = pdf;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/production/batches")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var filter = BatchFilter.of(query);
        int page = Forms.page(query);
        var rows = batches.list(actor.scope(), filter, (page - 1) * FarmLog.PAGE, FarmLog.PAGE);
        int total = rows.size() < FarmLog.PAGE && page == 1 ? rows.size() : batches.count(actor.scope(), filter);
        return Page.of(
                "production/batches",
                new BatchesPage(
                        total == 0
                                ? filter.narrowed() ? "没有符合条件的批次。" : "还没有批次。记一笔采收，就成一个批次。"
                                : (filter.narrowed() ? "符合条件的批次 " : "批次 ")
                                        + Ui.number(total)
                                        + (total == FarmLog.COUNTED ? " 个以上。" : " 个。"),
                        filter,
                        rows,
                        total,
                        page,
                        filter.address("/production/batches"),
                        !actor.isProducer(),
                        actor.may(Verb.RECORD),
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    @GetMapping("/production/batches/{id:\\d{1,18}}")
    ModelAndView one(Actor actor, @PathVariable long id) {
        return Page.of("production/batch", page(actor, id, Entered.NOTHING, "", UUID.randomUUID()));
    }

    /// The production record (生产记录) of the batch, as article 27 wants it, on paper.
    @GetMapping("/production/batches/{id:\\d{1,18}}/record")
    ResponseEntity<byte[]> paper(Actor actor, @PathVariable long id) {
        var page = page(actor, id, Entered.NOTHING, "", UUID.randomUUID());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(
                                        "生产记录 " + page.batch().code() + ".pdf", java.nio.charset.StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(pdf.render(templates.text("production/paper", page)));
    }

    @PostMapping("/production/batches/{id:\\d{1,18}}/tests")
    @Requires(Verb.RECORD)
    ModelAndView test(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> uploads)
            throws IOException {
        var batch = batches.find(actor.scope(), id).orElseThrow(NotFound::new);
        var faults = new ArrayList<Refusal>();
        var ids = Forms.store(
                files,
                actor,
                batch.region(),
                batch.producerId(),
                uploads == null ? List.of() : uploads,
                "file",
                faults);
        var decision = !faults.isEmpty()
                ? Decision.<BatchTest>refused(Refusal.joined(faults))
                : acts.test(
                        actor,
                        id,
                        new NewTest(
                                Forms.key(typed, "formKey"),
                                typed.getOrDefault("kind", ""),
                                typed.getOrDefault("testedOn", ""),
                                typed.getOrDefault("passed", ""),
                                typed.getOrDefault("substances", ""),
                                typed.getOrDefault("lab", ""),
                                typed.getOrDefault("report", ""),
                                typed.getOrDefault("retestOf", ""),
                                ids.isEmpty() ? null : ids.getFirst()));
        return answer(actor, id, typed, "test", decision);
    }

    @PostMapping("/production/batches/{id:\\d{1,18}}/close")
    @Requires(Verb.RECORD)
    ModelAndView close(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        if (batches.find(actor.scope(), id).isEmpty()) throw new NotFound();
        return answer(actor, id, typed, "close", acts.close(actor, id, typed.getOrDefault("closeReason", "")));
    }

    private ModelAndView answer(Actor actor, long id, Map<String, String> typed, String form, Decision<?> decision) {
        return switch (decision) {
            case Decision.Done<?> _ -> Page.redirect("/production/batches/" + id);
            case Decision.Refused<?>(Refusal refusal) ->
                Page.again(
                        "production/batch",
                        page(actor, id, Entered.of(typed, refusal), form, Forms.key(typed, "formKey")));
        };
    }

    private BatchPage page(Actor actor, long id, Entered entered, String form, UUID key) {
        var dossier = batches.dossier(actor.scope(), id).orElseThrow(NotFound::new);
        var batch = dossier.batch();
        var waits = fields.waits(dossier).stream()
                .filter(one -> one.blocks(batch.harvestedOn()))
                .toList();
        var early = waits.stream().map(HarvestWait::told).toList();
        var untested = untested(dossier);
        var closed = acts.closing(batch);
        boolean failed = dossier.tests().stream()
                .anyMatch(one -> !one.passed()
                        && dossier.tests().stream()
                                .noneMatch(other ->
                                        other.passed() && Long.valueOf(one.id()).equals(other.retestOf())));
        return new BatchPage(
                dossier,
                batches.acts(actor.scope(), id),
                divisions.path(batch.region()),
                say(dossier, early, failed, closed),
                !early.isEmpty() || failed
                        ? "bad"
                        : batch.closed() ? "plain" : dossier.missing().isEmpty() ? "ok" : "warn",
                early,
                closed,
                untested,
                journal.of(actor.scope(), BatchActs.SUBJECT, String.valueOf(id), HISTORY),
                actor.may(Verb.RECORD),
                actor.isProducer()
                        && actor.may(Verb.CERTIFY)
                        && !batch.closed()
                        && batch.remainingKg().signum() > 0,
                today(),
                entered,
                form,
                key.toString());
    }

    private static String say(BatchDossier dossier, List<String> early, boolean failed, String closed) {
        var batch = dossier.batch();
        if (!closed.isEmpty()) return "批次已经关闭：" + closed + "。";
        if (!early.isEmpty()) return "采早了，这一批不能卖：" + early.getFirst() + "。";
        if (failed) return "有不合格的检测，处理和复检以前不能卖。";
        var left = "还有 " + Ui.number(batch.remainingKg()) + " 公斤没有开合格证";
        return dossier.missing().isEmpty()
                ? left + "，记录 " + dossier.records() + " 条，字段齐全。"
                : left + "；记录缺 " + dossier.missing().size() + " 处，先补上。";
    }

    /// Substances that were used and in no test that passed.
    private static List<String> untested(BatchDossier dossier) {
        if (dossier.tests().stream().noneMatch(BatchTest::passed)) return List.of();
        return dossier.uses().stream()
                .filter(use -> use.kind().ruled().isPresent())
                .flatMap(use -> use.substances().stream())
                .distinct()
                .filter(one -> dossier.tests().stream()
                        .filter(BatchTest::passed)
                        .noneMatch(test -> test.substances().contains(one)))
                .toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
