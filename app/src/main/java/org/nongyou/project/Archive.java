package org.nongyou.project;

import static nongyoudb.project.Tables.ARCHIVE;

import java.time.LocalDate;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Each;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Task;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The archive of a project (工作档案): files and photos of every step, kept under the scheme's task for which they are
/// proof. Nothing is lost from it: what was put in wrongly is struck with its reason.
@Service
public class Archive {

    private final DSLContext sql;
    private final ProjectStore store;
    private final Projects projects;
    private final Schemes schemes;
    private final Files files;

    Archive(DSLContext sql, ProjectStore store, Projects projects, Schemes schemes, Files files) {
        this.sql = sql;
        this.store = store;
        this.projects = projects;
        this.schemes = schemes;
        this.files = files;
    }

    /// The newest first.
    public List<Archived> list(Project project) {
        var rows = sql.selectFrom(ARCHIVE)
                .where(ARCHIVE.PROJECT_ID.eq(project.id()))
                .orderBy(ARCHIVE.ID.desc())
                .fetch();
        var stored = files.ofMatter(rows.map(row -> row.getFileId()));
        return rows.map(row -> new Archived(
                row.getId(),
                row.getTask(),
                row.getTitle(),
                row.getTakenOn(),
                stored.get(row.getFileId()),
                row.getAddedBy(),
                row.getVoidReason()));
    }

    /// The tasks of each project that ask for proof.
    public List<Task> tasks(Project project) {
        return schemes.at(project.scheme()).tasks().stream()
                .filter(task -> task.each() == Each.PROJECT && !task.evidence().isEmpty())
                .toList();
    }

    @Transactional
    public Decision<Project> add(
            Actor actor, long id, String task, String title, String takenOn, @Nullable Attachment file) {
        var project = store.lock(actor.scope(), id).orElseThrow(NotFound::new);
        var barred = projects.barredFromWork(actor, project);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var typed = new Typed();
        var what = typed.text("title", "是什么", title, 100);
        LocalDate day = typed.day("takenOn", "日期", takenOn, project.period().from(), projects.today());
        if (!task.isEmpty() && tasks(project).stream().noneMatch(one -> one.id().equals(task)))
            typed.fault(Refusal.of("project.archive-task").at("task"));
        if (file == null) typed.fault(Refusal.of("project.archive-no-file").at("file"));
        if (!typed.sound() || file == null) return Decision.refused(Refusal.joined(typed.faults()));
        return switch (files.store(actor, project.region(), null, file.name(), file.content())) {
            case Decision.Refused<StoredFile>(var refusal) -> Decision.refused(refusal.at("file"));
            case Decision.Done<StoredFile>(var stored) -> {
                // The same file of the same name on the same day: a second click.
                if (list(project).stream()
                        .anyMatch(one -> one.holds()
                                && one.title().equals(what)
                                && one.takenOn().equals(day)
                                && one.file() != null
                                && one.file().sha256().equals(stored.sha256())))
                    yield Decision.refused(
                            Refusal.of("project.archive-again", what).at("file"));
                sql.insertInto(ARCHIVE)
                        .set(ARCHIVE.PROJECT_ID, id)
                        .set(ARCHIVE.TASK, task)
                        .set(ARCHIVE.TITLE, what)
                        .set(ARCHIVE.TAKEN_ON, day)
                        .set(ARCHIVE.FILE_ID, stored.id())
                        .set(ARCHIVE.ADDED_BY, actor.officeName())
                        .set(ARCHIVE.ADDED_AT, projects.now())
                        .execute();
                projects.write(actor, project, "archive", "归档：" + what, null);
                yield Decision.done(project);
            }
        };
    }

    @Transactional
    public Decision<Project> strike(Actor actor, long id, long archived, String reason) {
        var project = store.lock(actor.scope(), id).orElseThrow(NotFound::new);
        var barred = projects.barredFromWork(actor, project);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var typed = new Typed();
        var why = typed.text("reason", "理由", reason);
        if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
        int struck = sql.update(ARCHIVE)
                .set(ARCHIVE.VOIDED_AT, projects.now())
                .set(ARCHIVE.VOID_REASON, why)
                .where(ARCHIVE.ID.eq(archived))
                .and(ARCHIVE.PROJECT_ID.eq(id))
                .and(ARCHIVE.VOIDED_AT.isNull())
                .execute();
        if (struck == 0) return Decision.refused("project.void-gone");
        projects.write(actor, project, "unarchive", "撤出档案", why);
        return Decision.done(project);
    }
}
