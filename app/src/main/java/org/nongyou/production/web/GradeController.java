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
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.production.BatchGrade;
import org.nongyou.production.BatchGradeForm;
import org.nongyou.production.BatchGrades;
import org.nongyou.production.Batches;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// The grade of a batch.
@Controller
@Requires(Verb.READ)
class GradeController {

    private final BatchGrades grades;
    private final Batches batches;
    private final Files files;
    private final Clock clock;

    GradeController(BatchGrades grades, Batches batches, Files files, Clock clock) {
        this.grades = grades;
        this.batches = batches;
        this.files = files;
        this.clock = clock;
    }

    @GetMapping("/production/batches/{id:\\d{1,18}}/grade")
    ModelAndView show(
            Actor actor, @PathVariable long id, @RequestParam(name = "table", defaultValue = "") String table) {
        var typed = Map.of(
                "measuredOn", LocalDate.ofInstant(clock.instant(), Ui.ZONE).toString());
        return Page.of(
                "production/grade", page(actor, id, Forms.id(table), new Entered(typed, List.of()), UUID.randomUUID()));
    }

    @PostMapping("/production/batches/{id:\\d{1,18}}/grade")
    @Requires(Verb.RECORD)
    ModelAndView grade(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> uploads)
            throws IOException {
        var batch = batches.find(actor.scope(), id).orElseThrow(NotFound::new);
        var table = Forms.id(typed.getOrDefault("table", ""));
        var key = Forms.key(typed, "formKey");
        var faults = new ArrayList<Refusal>();
        var ids = Forms.store(
                files,
                actor,
                Forms.place(actor, batch.region()),
                batch.producerId(),
                uploads == null ? List.of() : uploads,
                "file",
                faults);
        var decision = !faults.isEmpty()
                ? Decision.<BatchGrade>refused(Refusal.joined(faults))
                : grades.grade(
                        actor,
                        id,
                        table,
                        new BatchGradeForm(
                                key,
                                typed.getOrDefault("measuredOn", ""),
                                typed.getOrDefault("lab", ""),
                                typed.getOrDefault("report", ""),
                                ids.isEmpty() ? null : ids.getFirst(),
                                typed));
        return switch (decision) {
            case Decision.Done<BatchGrade> _ -> Page.redirect("/production/batches/" + id + "/grade");
            case Decision.Refused<BatchGrade>(var refusal) ->
                Page.again("production/grade", page(actor, id, table, Entered.of(typed, refusal), key));
        };
    }

    private GradePage page(Actor actor, long id, long table, Entered entered, UUID key) {
        var batch = batches.find(actor.scope(), id).orElseThrow(NotFound::new);
        var tables = grades.tables(batch);
        var chosen = tables.stream()
                .filter(one -> one.id() == table)
                .findFirst()
                .orElse(tables.isEmpty() ? null : tables.getFirst());
        var all = grades.of(batch);
        var newest = all.isEmpty() ? null : all.getFirst();
        return new GradePage(
                batch,
                newest == null
                        ? tables.isEmpty() ? "没有登记" + batch.produce() + "的品质分级，定不了级。" : "还没有定级。"
                        : (newest.grade() == null ? "没有达到任何等级。" : newest.grade() + "。")
                                + newest.reasons().getLast() + "。",
                newest == null ? "info" : newest.grade() == null ? "warn" : "ok",
                tables,
                chosen,
                all,
                actor.may(Verb.RECORD),
                entered,
                key.toString());
    }
}
