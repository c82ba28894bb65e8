package org.nongyou.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What every act on a project's money does: it locks the project, is judged against the account as it stands then,
/// and leaves a line in the journal.
@Component
class FundActs {

    private final ProjectStore store;
    private final Projects projects;
    private final Schemes schemes;
    private final Files files;
    private final TransactionTemplate transaction;

    FundActs(
            ProjectStore store,
            Projects projects,
            Schemes schemes,
            Files files,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.projects = projects;
        this.schemes = schemes;
        this.files = files;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// The levels on the money's way, the highest first.
    List<Level> through(Project project) {
        var allocation = projects.allocation(project);
        if (!allocation.through().isEmpty()) return allocation.through();
        var first = new RegionCode(schemes.at(project.scheme()).region()).level();
        return first == Level.COUNTY ? List.of(Level.PROVINCE, Level.COUNTY) : List.of(first, Level.COUNTY);
    }

    Ledger ledger(Project project) {
        return store.ledger(project, Projects.cite(projects.allocation(project)), through(project));
    }

    static String purposeClause(Subsidy.Allocation allocation) {
        var clauses = new ArrayList<>(allocation.clauses());
        for (var one : allocation.purposes()) clauses.addAll(one.clauses());
        return String.join("、", clauses);
    }

    interface Step {
        Decision<Project> of(Project project);
    }

    /// One act: under the project's lock, all or nothing.
    Decision<Project> act(Actor actor, long id, Step step) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var decision = step.of(store.lock(actor.scope(), id).orElseThrow(NotFound::new));
            if (decision instanceof Decision.Refused<Project>) status.setRollbackOnly();
            return decision;
        }));
    }

    Decision<Project> done(Actor actor, Project project, String act, String summary, @Nullable String reason) {
        store.reckon(project.id(), through(project).getLast(), projects.now());
        projects.write(actor, project, act, summary, reason);
        return Decision.done(store.find(actor.scope(), project.id()).orElseThrow());
    }

    Decision<Optional<StoredFile>> stored(Actor actor, Project project, @Nullable Attachment scan) {
        if (scan == null) return Decision.done(Optional.empty());
        return switch (files.store(actor, project.region(), null, scan.name(), scan.content())) {
            case Decision.Done<StoredFile>(var file) -> Decision.done(Optional.of(file));
            case Decision.Refused<StoredFile>(var refusal) -> Decision.refused(refusal.at("file"));
        };
    }
}
