package org.nongyou.project;

import static nongyoudb.project.Tables.OUTPUTS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.FactType;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Each;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Target;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What projects are to bring about and what they did (产出任务). The tasks are the scheme's targets for each project;
/// the county enters what happened with proof, the city or province strikes what does not count.
@Service
public class Outputs {

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final int QUARTERS = 4;

    private final DSLContext sql;
    private final ProjectStore store;
    private final Projects projects;
    private final Schemes schemes;
    private final Files files;

    Outputs(DSLContext sql, ProjectStore store, Projects projects, Schemes schemes, Files files) {
        this.sql = sql;
        this.store = store;
        this.projects = projects;
        this.schemes = schemes;
        this.files = files;
    }

    /// The newest first.
    public List<Output> list(Project project) {
        var rows = sql.selectFrom(OUTPUTS)
                .where(OUTPUTS.PROJECT_ID.eq(project.id()))
                .orderBy(OUTPUTS.HAPPENED_ON.desc(), OUTPUTS.ID.desc())
                .fetch();
        var stored = files.ofMatter(rows.map(row -> row.getFileId()));
        return rows.map(row -> new Output(
                row.getId(),
                row.getFact(),
                row.getHappenedOn(),
                row.getAmount(),
                row.getTitle(),
                stored.get(row.getFileId()),
                row.getVoidedBy(),
                row.getVoidReason()));
    }

    /// What is to be reached and what is, in the order of the document.
    public List<OutputProgress> progress(Project project) {
        return progress(project, list(project));
    }

    List<OutputProgress> progress(Project project, List<Output> outputs) {
        var scheme = schemes.at(project.scheme());
        int year = project.period().from().getYear();
        var progress = new ArrayList<OutputProgress>();
        wanted(scheme).forEach((fact, indicator) -> {
            boolean adds = adds(scheme, fact);
            var own = outputs.stream()
                    .filter(Output::holds)
                    .filter(one -> one.fact().equals(fact))
                    .toList();
            var reached = reached(own, adds);
            var quarters = quarters(own, year);
            boolean byQuarter = false;
            var goals = new ArrayList<OutputProgress.Goal>();
            for (var target : scheme.targetsOf(indicator.id())) {
                if (!(target.where() instanceof Target.Where.ForEach(var each)) || each != Each.PROJECT) continue;
                boolean met = switch (target.when()) {
                    case Target.When.Every(var frequency)
                    when frequency == Frequency.QUARTER -> quarters.stream().allMatch(target.bound()::holds);
                    case Target.When.Every _, Target.When.By _ ->
                        reached != null && target.bound().holds(reached);
                };
                boolean quarterly =
                        target.when() instanceof Target.When.Every(var frequency) && frequency == Frequency.QUARTER;
                byQuarter |= quarterly;
                goals.add(new OutputProgress.Goal(
                        (quarterly ? "每季" : "") + target.bound().text() + " " + indicator.unit(),
                        target.clauses(),
                        quarterly ? null : target.bound().least(),
                        met));
            }
            progress.add(new OutputProgress(indicator, fact, adds, reached, byQuarter ? quarters : List.of(), goals));
        });
        return progress;
    }

    /// What the project's facts are by its outputs: those that nothing was entered for are left out.
    Map<String, Object> facts(Project project) {
        var scheme = schemes.at(project.scheme());
        var outputs = list(project);
        int year = project.period().from().getYear();
        var facts = new HashMap<String, Object>();
        for (var fact : wanted(scheme).keySet()) {
            var own = outputs.stream()
                    .filter(Output::holds)
                    .filter(one -> one.fact().equals(fact))
                    .toList();
            boolean adds = adds(scheme, fact);
            var reached = reached(own, adds);
            // Nothing entered of what is counted is none; a rate that nobody told is not known.
            if (adds) facts.put(fact, reached == null ? 0L : reached.longValue());
            else if (reached != null) facts.put(fact, reached);
            facts.put(
                    fact + "_by_quarter",
                    quarters(own, year).stream().map(BigDecimal::longValue).toList());
        }
        return facts;
    }

    private static @Nullable BigDecimal reached(List<Output> own, boolean adds) {
        if (own.isEmpty()) return null;
        return adds
                ? own.stream().map(Output::amount).reduce(BigDecimal.ZERO, BigDecimal::add)
                : own.getFirst().amount();
    }

    private static List<BigDecimal> quarters(List<Output> own, int year) {
        var quarters = new ArrayList<BigDecimal>();
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            int at = quarter;
            quarters.add(own.stream()
                    .filter(one -> one.happenedOn().getYear() == year)
                    .filter(one -> (one.happenedOn().getMonthValue() - 1) / 3 == at)
                    .map(Output::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        return quarters;
    }

    /// The indicators that every project has a target of, by the fact that tells them.
    private Map<String, Indicator> wanted(Scheme scheme) {
        var wanted = new LinkedHashMap<String, Indicator>();
        for (var indicator : scheme.indicators()) {
            if (!(indicator.how() instanceof Indicator.How.Fact(var expression))) continue;
            boolean each = scheme.targetsOf(indicator.id()).stream()
                    .anyMatch(target -> target.where() instanceof Target.Where.ForEach(var of) && of == Each.PROJECT);
            if (each && expression.facts().size() == 1)
                wanted.put(expression.facts().iterator().next(), indicator);
        }
        return wanted;
    }

    /// Counts add up; a rate is what was told last.
    private boolean adds(Scheme scheme, String fact) {
        return schemes.fact(scheme, fact).map(FactDefinition::type).orElse(FactType.INT) == FactType.INT;
    }

    /// Enters something that happened. Without proof it does not count, so it is not taken.
    @Transactional
    public Decision<Project> add(Actor actor, long id, NewOutput form, @Nullable Attachment proof) {
        var project = store.lock(actor.scope(), id).orElseThrow(NotFound::new);
        var barred = projects.barredFromWork(actor, project);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var scheme = schemes.at(project.scheme());
        var indicator = wanted(scheme).get(form.fact());
        var typed = new Typed();
        if (indicator == null) typed.fault(Refusal.of("project.output-unknown").at("fact"));
        var clause = indicator == null ? "" : Projects.cite(indicator);
        var title = typed.text("title", "做了什么", form.title());
        var day = typed.day(
                "happenedOn", "日期", form.happenedOn(), project.period().from(), projects.today());
        if (day.isAfter(Objects.requireNonNull(project.period().to())))
            typed.fault(Refusal.of("project.output-after", day, project.period().to())
                    .citing(clause)
                    .at("happenedOn"));
        boolean whole = adds(scheme, form.fact());
        var amount = amount(typed, form.amount(), whole, indicator == null ? "" : indicator.unit());
        if (proof == null)
            typed.fault(Refusal.of("project.output-no-proof").citing(clause).at("file"));
        if (!typed.sound() || proof == null) return Decision.refused(Refusal.joined(typed.faults()));
        if (sql.fetchExists(
                OUTPUTS,
                OUTPUTS.PROJECT_ID
                        .eq(id)
                        .and(OUTPUTS.FACT.eq(form.fact()))
                        .and(OUTPUTS.HAPPENED_ON.eq(day))
                        .and(OUTPUTS.TITLE.eq(title))
                        .and(OUTPUTS.VOIDED_AT.isNull())))
            return Decision.refused(
                    Refusal.of("project.output-again", day, title).at("title"));
        return stored(actor, project, proof).then(file -> {
            sql.insertInto(OUTPUTS)
                    .set(OUTPUTS.PROJECT_ID, id)
                    .set(OUTPUTS.FACT, form.fact())
                    .set(OUTPUTS.HAPPENED_ON, day)
                    .set(OUTPUTS.AMOUNT, amount)
                    .set(OUTPUTS.TITLE, title)
                    .set(OUTPUTS.FILE_ID, file.id())
                    .set(OUTPUTS.MADE_BY, actor.accountId())
                    .set(OUTPUTS.MADE_AT, projects.now())
                    .execute();
            projects.write(
                    actor,
                    project,
                    "output",
                    Objects.requireNonNull(indicator).title() + " " + Digits.grouped(amount) + " " + indicator.unit()
                            + "：" + title,
                    null);
            return Decision.done(project);
        });
    }

    private Decision<StoredFile> stored(Actor actor, Project project, Attachment proof) {
        return switch (files.store(actor, project.region(), null, proof.name(), proof.content())) {
            case Decision.Done<StoredFile> done -> done;
            case Decision.Refused<StoredFile>(var refusal) -> Decision.refused(refusal.at("file"));
        };
    }

    private static BigDecimal amount(Typed typed, String text, boolean whole, String unit) {
        var plain = text.strip().replace(",", "").replace("，", "");
        if (!plain.matches(whole ? "-?\\d{1,15}" : "-?\\d{1,15}(\\.\\d{1,2})?")) {
            typed.fault(Refusal.of(
                            whole ? "project.output-whole" : "project.output-number",
                            text.isBlank() ? "空的" : text.strip())
                    .at("amount"));
            return BigDecimal.ZERO;
        }
        var amount = new BigDecimal(plain);
        if (whole && amount.signum() <= 0)
            typed.fault(Refusal.of("project.output-not-positive", Digits.grouped(amount))
                    .at("amount"));
        else if (amount.abs().compareTo(MOST) > 0)
            typed.fault(Refusal.of("project.output-many", Digits.grouped(amount), unit, Digits.grouped(MOST))
                    .at("amount"));
        return amount;
    }

    /// Strikes an output: the county what it entered wrongly, the city or province what does not count.
    @Transactional
    public Decision<Project> strike(Actor actor, long id, long output, String reason) {
        var project = store.lock(actor.scope(), id).orElseThrow(NotFound::new);
        var scheme = schemes.at(project.scheme());
        boolean above = actor.may(Verb.DECIDE) && Rights.above(actor, scheme, project.region()) != null;
        Optional<Refusal> barred = above ? Optional.empty() : projects.barredFromWork(actor, project);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var typed = new Typed();
        var why = typed.text("reason", "理由", reason);
        if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
        var row = sql.update(OUTPUTS)
                .set(OUTPUTS.VOIDED_AT, projects.now())
                .set(OUTPUTS.VOIDED_BY, actor.officeName())
                .set(OUTPUTS.VOID_REASON, why)
                .where(OUTPUTS.ID.eq(output))
                .and(OUTPUTS.PROJECT_ID.eq(id))
                .and(OUTPUTS.VOIDED_AT.isNull())
                .returning()
                .fetchOptional();
        if (row.isEmpty()) return Decision.refused("project.void-gone");
        projects.write(actor, project, "strike", "不计：" + row.get().getTitle(), why);
        return Decision.done(project);
    }

    /// Whether the person may strike outputs.
    public boolean mayStrike(Actor actor, Project project) {
        return projects.mayWork(actor, project)
                || actor.may(Verb.DECIDE)
                        && Rights.above(actor, schemes.at(project.scheme()), project.region()) != null;
    }
}
