package org.nongyou.base;

import static nongyoudb.base.Tables.VISIT_FILES;

import java.io.InputStream;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The photographs and records of checks (检查附件). Whoever may check adds them, before the check is recorded or later;
/// they can be taken away only until it is recorded. The base's producer sees them.
@Service
public class VisitFiles {

    /// Of one check.
    public static final int MOST = 30;

    private final DSLContext sql;
    private final Visits visits;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    VisitFiles(DSLContext sql, Visits visits, Files files, Journal journal, Clock clock) {
        this.sql = sql;
        this.visits = visits;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    /// Of checks that the person was shown, by check, in the order of adding.
    public Map<Long, List<VisitFile>> of(Collection<Visit> shown) {
        if (shown.isEmpty()) return Map.of();
        var rows = sql.selectFrom(VISIT_FILES)
                .where(VISIT_FILES.VISIT_ID.in(shown.stream().map(Visit::id).toList()))
                .orderBy(VISIT_FILES.ID)
                .fetch();
        var stored = files.ofMatter(rows.map(row -> row.getFileId()));
        return rows.stream()
                .flatMap(row -> Optional.ofNullable(stored.get(row.getFileId()))
                        .map(file -> new VisitFile(row.getId(), row.getVisitId(), file, row.getKept()))
                        .stream())
                .collect(Collectors.groupingBy(VisitFile::visitId));
    }

    /// Adds one to a check. What is added after the check was recorded stays at once.
    @Transactional
    public Decision<Visit> attach(Actor actor, long visit, String name, InputStream content) {
        var one = visits.hold(actor, visit);
        var barred = barred(actor, one);
        if (barred.isPresent()) return Decision.refused(barred.get());
        if (sql.fetchCount(VISIT_FILES, VISIT_FILES.VISIT_ID.eq(visit)) >= MOST)
            return Decision.refused("base.visit.files-many", MOST);
        return files.store(actor, one.region(), one.producerId(), name, content).then(file -> {
            sql.insertInto(VISIT_FILES)
                    .set(VISIT_FILES.VISIT_ID, visit)
                    .set(VISIT_FILES.FILE_ID, file.id())
                    .set(VISIT_FILES.KEPT, one.state() != VisitState.PLANNED)
                    .set(VISIT_FILES.ADDED_BY_NAME, actor.name())
                    .set(VISIT_FILES.ADDED_AT, clock.instant())
                    .execute();
            journal.write(actor, Visits.entry("base.visit-file", one, one.kindTitle() + "加附件“" + file.name() + "”"));
            return Decision.done(one);
        });
    }

    /// Takes one away that the check was not recorded with.
    @Transactional
    public Decision<Visit> detach(Actor actor, long visit, long file) {
        var one = visits.hold(actor, visit);
        var barred = barred(actor, one);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var of = VISIT_FILES.ID.eq(file).and(VISIT_FILES.VISIT_ID.eq(visit));
        int gone = sql.deleteFrom(VISIT_FILES)
                .where(of)
                .and(VISIT_FILES.KEPT.isFalse())
                .execute();
        if (gone == 0)
            return sql.fetchExists(VISIT_FILES, of) ? Decision.refused("base.visit.file-kept") : Decision.done(one);
        journal.write(actor, Visits.entry("base.visit-file", one, one.kindTitle() + "撤掉一个附件"));
        return Decision.done(one);
    }

    private static Optional<Refusal> barred(Actor actor, Visit one) {
        if (!Visits.mayCheck(actor)) return Optional.of(Refusal.of("base.visit.no-right"));
        return one.state() == VisitState.DROPPED
                ? Optional.of(Refusal.of("base.visit.made", one.state().title()))
                : Optional.empty();
    }
}
