package org.nongyou.production.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.Bases;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.production.FarmLog;
import org.nongyou.production.Inspector;
import org.nongyou.production.InspectorFilter;
import org.nongyou.production.Inspectors;
import org.nongyou.production.Training;
import org.nongyou.production.TrainingForm;
import org.nongyou.region.Divisions;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// Internal inspectors: of an area, of a base.
@Controller
@Requires(Verb.READ)
class InspectorController {

    private static final int DIFFERING = 50;

    private final Inspectors inspectors;
    private final Bases bases;
    private final Files files;
    private final Divisions divisions;
    private final Clock clock;

    InspectorController(Inspectors inspectors, Bases bases, Files files, Divisions divisions, Clock clock) {
        this.inspectors = inspectors;
        this.bases = bases;
        this.files = files;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping("/production/inspectors")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var filter = InspectorFilter.of(query);
        var scope = actor.scope();
        int page = Forms.page(query);
        var rows = inspectors.list(scope, filter, (page - 1) * Inspectors.PAGE, Inspectors.PAGE);
        int total = rows.size() < Inspectors.PAGE && page == 1 ? rows.size() : inspectors.count(scope, filter);
        var address = filter.address("/production/inspectors");
        var differing = page == 1 && !filter.narrowed()
                ? inspectors.differing(scope, filter.region(), DIFFERING)
                : List.<Inspectors.Differing>of();
        var since = inspectors.since();
        long old = rows.stream()
                .filter(one -> one.leftOn() == null)
                .filter(one -> one.standing(today(), since) != Inspector.Standing.TRAINED)
                .count();
        return Page.of(
                "production/inspectors",
                new InspectorPages.ListPage(
                        say(filter, total, old, rows.size() == total, differing.size()),
                        total == 0 && differing.isEmpty() ? "info" : old > 0 || !differing.isEmpty() ? "warn" : "ok",
                        filter,
                        rows,
                        differing,
                        RegionChips.of(
                                divisions,
                                scope,
                                filter.region(),
                                inspectors.countsByRegion(scope, filter),
                                code -> address.with("region", code).toString()),
                        total,
                        page,
                        address,
                        today(),
                        since,
                        inspectors.months(),
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    private static String say(InspectorFilter filter, int total, long old, boolean all, int differing) {
        var differ = differing == 0 ? "" : "；" + differing + (differing == DIFFERING ? " 个以上" : " 个") + "基地的人数对不上";
        if (total == 0) return (filter.narrowed() ? "没有符合条件的内检员" : "还没有登记内检员") + differ + "。";
        return "内检员 " + total + (total == FarmLog.COUNTED ? " 人以上，" : " 人，")
                + (old == 0 ? "培训都有效" : (all ? "" : "这一页有 ") + old + " 人要培训")
                + differ
                + "。";
    }

    @GetMapping("/production/bases/{id:\\d{1,18}}/inspectors")
    ModelAndView ofBase(Actor actor, @PathVariable long id) {
        return Page.of("production/base-inspectors", page(actor, id, Entered.NOTHING, 0, UUID.randomUUID()));
    }

    @PostMapping("/production/bases/{id:\\d{1,18}}/inspectors")
    @Requires(Verb.RECORD)
    ModelAndView register(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        if (bases.find(actor.scope(), id).isEmpty()) throw new NotFound();
        var key = Forms.key(typed, "formKey");
        return answer(actor, id, 0, typed, key, inspectors.register(actor, id, typed.getOrDefault("name", ""), key));
    }

    @PostMapping("/production/inspectors/{id:\\d{1,18}}")
    @Requires(Verb.RECORD)
    ModelAndView change(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "do", defaultValue = "") String act,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> uploads)
            throws IOException {
        var one = inspectors.find(actor.scope(), id).orElseThrow(NotFound::new);
        var key = Forms.key(typed, "formKey");
        var decision = switch (act) {
            case "train" -> train(actor, one, typed, key, uploads);
            case "leave" ->
                inspectors.leave(actor, id, typed.getOrDefault("leftOn", ""), typed.getOrDefault("reason", ""));
            default -> throw new NotFound();
        };
        return answer(actor, one.baseId(), id, typed, key, decision);
    }

    private Decision<Inspector> train(
            Actor actor, Inspector one, Map<String, String> typed, UUID key, @Nullable List<MultipartFile> uploads)
            throws IOException {
        var faults = new ArrayList<Refusal>();
        var ids = Forms.store(
                files,
                actor,
                Forms.place(actor, one.region()),
                one.producerId(),
                uploads == null ? List.of() : uploads,
                "file",
                faults);
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        return inspectors.train(
                actor,
                one.id(),
                new TrainingForm(
                        key,
                        typed.getOrDefault("trainedOn", ""),
                        typed.getOrDefault("days", ""),
                        typed.getOrDefault("organiser", ""),
                        typed.getOrDefault("topic", ""),
                        typed.getOrDefault("certificate", ""),
                        typed.getOrDefault("validUntil", ""),
                        ids.isEmpty() ? null : ids.getFirst()));
    }

    private ModelAndView answer(
            Actor actor, long base, long open, Map<String, String> typed, UUID key, Decision<Inspector> decision) {
        return switch (decision) {
            case Decision.Done<Inspector> _ -> Page.redirect("/production/bases/" + base + "/inspectors");
            case Decision.Refused<Inspector>(var refusal) ->
                Page.again("production/base-inspectors", page(actor, base, Entered.of(typed, refusal), open, key));
        };
    }

    private InspectorPages.BasePage page(Actor actor, long id, Entered entered, long open, UUID key) {
        var base = bases.find(actor.scope(), id).orElseThrow(NotFound::new);
        var persons = inspectors.ofBase(actor.scope(), id);
        var trainings = inspectors.trainings(persons);
        var ids = trainings.stream()
                .map(Training::fileId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        long active = persons.stream().filter(one -> one.leftOn() == null).count();
        var since = inspectors.since();
        long old = persons.stream()
                .filter(one -> one.leftOn() == null)
                .filter(one -> one.standing(today(), since) != Inspector.Standing.TRAINED)
                .count();
        return new InspectorPages.BasePage(
                base,
                say(base, active, old),
                differs(base, active) || old > 0 ? "warn" : active == 0 ? "info" : "ok",
                persons,
                trainings.stream().collect(Collectors.groupingBy(Training::inspectorId)),
                ids.isEmpty()
                        ? Map.of()
                        : files.ofMatter(ids).values().stream()
                                .collect(Collectors.toMap(StoredFile::id, StoredFile::name)),
                today(),
                since,
                actor.may(Verb.RECORD) && base.active(),
                entered,
                open,
                key.toString());
    }

    private static boolean differs(Base base, long registered) {
        return Objects.requireNonNullElse(base.internalInspectors(), 0) != registered;
    }

    private static String say(Base base, long registered, long old) {
        var told = base.internalInspectors();
        var number =
                registered == 0 ? "还没有登记内检员" : "内检员 " + registered + " 人" + (old == 0 ? "，培训都有效" : "，" + old + " 人要培训");
        return differs(base, registered)
                ? number + "；基地资料上写的是 " + (told == null ? "没有填" : told + " 人") + "，对不上。"
                : number + "。";
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
