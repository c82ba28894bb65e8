package org.nongyou.task;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.ListingFilter;
import org.nongyou.catalogue.Listings;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Subject;
import org.nongyou.scheme.Task;

/// What the catalogue and the facts say on one day; asked once for each kind of subject.
final class CatalogueGround implements Distribution.Ground {

    private final Scheme scheme;
    private final Listings listings;
    private final TaskFacts facts;
    private final LocalDate on;
    private final Map<Subject, Optional<List<TaskSubject>>> known = new HashMap<>();
    private final Map<String, Set<String>> ids = new HashMap<>();

    CatalogueGround(Scheme scheme, Listings listings, TaskFacts facts, LocalDate on) {
        this.scheme = scheme;
        this.listings = listings;
        this.facts = facts;
        this.on = on;
    }

    @Override
    public Optional<List<TaskSubject>> subjects(Subject subject) {
        return known.computeIfAbsent(subject, this::read);
    }

    private Optional<List<TaskSubject>> read(Subject subject) {
        var kinds = scheme.kinds().stream()
                .filter(kind -> kind.subject() == subject)
                .map(Kind::id)
                .toList();
        if (kinds.isEmpty()) return Optional.empty();
        // One base may stand at two levels.
        var found = new LinkedHashMap<String, TaskSubject>();
        var area = Scope.within(new RegionCode(scheme.region()));
        for (var kind : kinds)
            listings.each(
                    area,
                    ListingFilter.of(scheme.id(), kind),
                    one -> found.putIfAbsent(one.subjectId(), TaskSubject.of(one)));
        return Optional.of(new ArrayList<>(found.values()));
    }

    @Override
    public boolean arises(Task task, @Nullable TaskSubject subject, RegionCode place) {
        return evidence(task, subject == null ? "" : subject.kind(), subject == null ? "" : subject.id(), place)
                .holds();
    }

    private TaskEvidence evidence(Task task, String kind, String id, RegionCode place) {
        var when = task.when();
        return when == null
                ? new TaskEvidence(true, List.of(), List.of())
                : facts.of(when, scheme, kind, id, place, on);
    }

    /// Why a task that nobody has begun is not there any more; empty where it is.
    String gone(Task task, Assignment one) {
        if (!one.subjectKind().isEmpty()) {
            var listed = ids.computeIfAbsent(
                    one.subjectKind(),
                    kind -> Subject.ofCode(kind).flatMap(this::subjects).orElse(List.of()).stream()
                            .map(TaskSubject::id)
                            .collect(Collectors.toSet()));
            if (!listed.contains(one.subjectId())) return "已经不在目录里";
        }
        var evidence = evidence(task, one.subjectKind(), one.subjectId(), one.region());
        return evidence.holds() || !evidence.missing().isEmpty() ? "" : "条件不再成立：" + evidence.words();
    }
}
