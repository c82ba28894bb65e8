package org.nongyou.project;

import static nongyoudb.project.Tables.IMPLEMENTERS;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import nongyoudb.project.tables.records.ProjectsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Period;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeItem;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The projects (项目): established by the office that issued the document, carried out by the county. What lies
/// outside the person's area throws [NotFound].
@Service
public class Projects {

    static final String SUBJECT = "project";

    private final ProjectStore store;
    private final DSLContext sql;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Rights rights;
    private final ReportPlan plan;
    private final Journal journal;
    private final Clock clock;

    Projects(
            ProjectStore store,
            DSLContext sql,
            Schemes schemes,
            Divisions divisions,
            Rights rights,
            ReportPlan plan,
            Journal journal,
            Clock clock) {
        this.store = store;
        this.sql = sql;
        this.schemes = schemes;
        this.divisions = divisions;
        this.rights = rights;
        this.plan = plan;
        this.journal = journal;
        this.clock = clock;
    }

    public Optional<Project> find(Scope scope, long id) {
        return store.find(scope, id);
    }

    /// The projects of an allocation as they stand, by product. Which products are funded is public.
    public Map<String, Project> ofAllocation(SchemeRef scheme, String allocation) {
        return store.ofAllocation(scheme, allocation);
    }

    public Subsidy.Allocation allocation(Project project) {
        return schemes.at(project.scheme()).allocation(project.allocationId()).orElseThrow();
    }

    static String cite(SchemeItem item) {
        return String.join("、", item.clauses());
    }

    /// Establishes the project (立项) of a product that the document funds, with the amount that it says there. Where
    /// the document does not name the county, the office says it, and by what.
    @Transactional
    public Decision<Project> establish(Actor actor, NewProject wanted) {
        var scheme = schemes.find(wanted.scheme()).orElse(null);
        var allocation =
                scheme == null ? null : scheme.allocation(wanted.allocation()).orElse(null);
        if (scheme == null || allocation == null) return Decision.refused("project.no-allocation");
        var clause = cite(allocation);
        if (!schemes.isIssuer(actor, scheme))
            return Decision.refused(Refusal.of("project.not-issuer", scheme.issuer(), actor.officeName())
                    .citing(clause));
        if (!actor.may(Verb.MANAGE_CATALOGUE)) return Decision.refused("project.no-right", "管理目录");
        var row = allocation.row(wanted.product()).orElse(null);
        if (row == null)
            return Decision.refused(Refusal.of("project.not-funded", wanted.product(), scheme.title())
                    .citing(clause)
                    .at("product"));
        var typed = new Typed();
        var region = county(scheme, row, wanted.region(), typed);
        var source = row.region() != null ? "" : typed.text("placeSource", "依据", wanted.placeSource());
        if (!typed.sound() || region == null) return Decision.refused(Refusal.joined(typed.faults()));
        var before = store.ofProduct(scheme.ref(), allocation.id(), row.product());
        if (before.isPresent())
            return Decision.refused(
                    before.get().state() == ProjectState.APPLYING
                            ? "project.applied-already"
                            : "project.established-already",
                    row.product(),
                    before.get().number());
        var id = store.insert(
                row(actor, scheme, allocation, row.product(), row.amount(), region, source, ProjectState.RUNNING));
        if (id.isEmpty()) return Decision.refused("project.established-already", row.product(), "");
        var project = store.find(actor.scope(), id.get()).orElseThrow();
        plan.owe(project, today());
        write(
                actor,
                project,
                "establish",
                "立项：" + divisions.path(region) + "，资金 "
                        + Digits.grouped(project.sums().funds()) + " 元",
                source);
        return Decision.done(project);
    }

    private @Nullable RegionCode county(Scheme scheme, Subsidy.Allocation.Row row, String typed, Typed form) {
        var code = row.region() != null ? row.region() : typed;
        var region = RegionCode.parse(code)
                .filter(one -> one.level() == Level.COUNTY)
                .filter(one -> new RegionCode(scheme.region()).contains(one))
                .filter(one -> divisions.find(one).isPresent());
        if (region.isEmpty())
            form.fault(Refusal.of("project.county-missing", row.product())
                    .citing(scheme.kinds().stream()
                            .filter(kind -> kind.subject() == org.nongyou.scheme.Subject.PROJECT)
                            .map(Projects::cite)
                            .findFirst()
                            .orElse(null))
                    .at("region"));
        return region.orElse(null);
    }

    /// @param funds what the document gives, or null while it is only applied for
    ProjectsRecord row(
            Actor actor,
            Scheme scheme,
            Subsidy.Allocation allocation,
            String product,
            @Nullable Money funds,
            RegionCode region,
            String source,
            ProjectState state) {
        var period = period(scheme, allocation);
        var now = now();
        var row = new ProjectsRecord();
        row.setSchemeId(scheme.id());
        row.setSchemeVersion(scheme.version());
        row.setAllocationId(allocation.id());
        row.setKind(allocation.kind());
        row.setProduct(product);
        row.setRegionCode(region.value());
        row.setPlaceSource(source);
        row.setState(state.code());
        row.setStartsOn(period.from());
        row.setEndsOn(java.util.Objects.requireNonNull(period.to()));
        row.setEstablishedOn(funds != null ? today() : null);
        row.setFundsFen(funds != null ? funds.fen() : 0);
        row.setReceivedFen(0L);
        row.setPlannedFen(0L);
        row.setContractedFen(0L);
        row.setSpentFen(0L);
        row.setOffPurposeFen(0L);
        row.setAccountBank("");
        row.setAccountNumber("");
        row.setManager("");
        row.setProcedureTitle("");
        row.setStageTitle("");
        row.setCreatedBy(actor.accountId());
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        row.setRevision(1);
        row.setDemo(actor.demo());
        return row;
    }

    /// The days of the kind, else of the document; a document without an end gives its projects their first year.
    private static Period period(Scheme scheme, Subsidy.Allocation allocation) {
        var span = scheme.kind(allocation.kind())
                .map(Kind::validity)
                .map(Kind.Validity::span)
                .orElse(null);
        if (span instanceof Kind.Validity.Span.Between(var from, var to)) return new Period(from, to);
        var from = scheme.period().from();
        var to = scheme.period().to();
        return new Period(from, to != null ? to : from.plusYears(1).minusDays(1));
    }

    /// Says on which account the money is kept apart and who answers for it.
    @Transactional
    public Decision<Project> setAccount(Actor actor, long id, String bank, String account, String manager) {
        var project = store.lock(actor.scope(), id).orElseThrow(NotFound::new);
        var barred = barredFromWork(actor, project);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var typed = new Typed();
        var cleanBank = typed.text("bank", "开户银行", bank, 60);
        var cleanAccount = account.replaceAll("[\\s-]", "");
        if (!cleanAccount.matches("[0-9A-Za-z]{8,32}"))
            typed.fault(Refusal.of("project.account-number").at("account"));
        var cleanManager = typed.text("manager", "专管人员", manager, 30);
        if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
        if (project.sums().spent().fen() > 0 && !project.accountNumber().equals(cleanAccount))
            return Decision.refused(Refusal.of(
                            "project.account-in-use",
                            Digits.grouped(project.sums().spent()))
                    .at("account"));
        store.setAccount(id, cleanBank, cleanAccount, cleanManager, now());
        write(
                actor,
                project,
                "account",
                "专账：" + cleanBank + " 尾号 " + cleanAccount.substring(cleanAccount.length() - 4) + "，专管人员 "
                        + cleanManager,
                null);
        return Decision.done(store.find(actor.scope(), id).orElseThrow());
    }

    /// Adds somebody who carries work out.
    @Transactional
    public Decision<Project> addImplementer(Actor actor, long id, String name, String role) {
        var project = store.lock(actor.scope(), id).orElseThrow(NotFound::new);
        var barred = barredFromWork(actor, project);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var typed = new Typed();
        var cleanName = typed.text("name", "单位名称", name, 60);
        var cleanRole = typed.text("role", "身份", role, 30);
        if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
        var added = sql.insertInto(IMPLEMENTERS)
                .set(IMPLEMENTERS.PROJECT_ID, id)
                .set(IMPLEMENTERS.NAME, cleanName)
                .set(IMPLEMENTERS.ROLE, cleanRole)
                .onConflictDoNothing()
                .execute();
        if (added == 0)
            return Decision.refused(
                    Refusal.of("project.implementer-again", cleanName).at("name"));
        write(actor, project, "implementer", "承担单位：" + cleanName + "（" + cleanRole + "）", null);
        return Decision.done(project);
    }

    /// Why somebody may not work on the project in the county's name.
    Optional<Refusal> barredFromWork(Actor actor, Project project) {
        var scheme = schemes.at(project.scheme());
        var barred =
                rights.barred(actor, scheme, project.region(), Level.COUNTY, Verb.REPORT, cite(allocation(project)));
        if (barred.isPresent()) return barred;
        return project.running()
                ? Optional.empty()
                : Optional.of(Refusal.of("project.not-running", project.state().title()));
    }

    /// Whether the page offers the county's acts to the person.
    public boolean mayWork(Actor actor, Project project) {
        return barredFromWork(actor, project).isEmpty();
    }

    void write(Actor actor, Project project, String act, String summary, @Nullable String reason) {
        journal.write(
                actor,
                JournalEntry.of("project." + act, project.region(), SUBJECT, project.id(), project.product(), summary)
                        .because(reason == null || reason.isBlank() ? null : reason));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
