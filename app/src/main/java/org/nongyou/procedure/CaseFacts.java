package org.nongyou.procedure;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactSource;
import org.nongyou.procedure.Facts.Known;
import org.nongyou.procedure.Facts.Origin;
import org.nongyou.scheme.Scheme;
import org.springframework.stereotype.Component;

/// Gathers the facts about a case: those of the modules first, then what the reviewer stated with grounds, then the
/// applicant's word for the scheme's own facts.
@Component
class CaseFacts {

    private final List<FactSource> sources;

    CaseFacts(List<FactSource> sources) {
        this.sources = sources;
    }

    Facts gather(
            Case theCase,
            Scheme scheme,
            Set<String> wanted,
            CaseForm form,
            Map<String, Answer> answers,
            LocalDate today) {
        if (wanted.isEmpty()) return Facts.NONE;
        var known = new HashMap<String, Known>();
        for (var name : wanted) {
            switch (name) {
                case "today" -> known.put(name, new Known(name, today, Origin.SYSTEM, null));
                case "region" ->
                    known.put(name, new Known(name, theCase.region().value(), Origin.SYSTEM, null));
                case "listing.classes" ->
                    known.put(
                            name,
                            new Known(
                                    name,
                                    theCase.classId() == null ? List.of() : List.of(theCase.classId()),
                                    Origin.SYSTEM,
                                    null));
                case "listing.level" -> {
                    if (theCase.level() != null)
                        known.put(name, new Known(name, theCase.level().code(), Origin.SYSTEM, null));
                }
                default -> {
                    if (name.equals(theCase.subjectKind() + ".region"))
                        known.put(name, new Known(name, theCase.region().value(), Origin.SYSTEM, null));
                    if (name.equals(theCase.subjectKind() + ".id"))
                        known.put(name, new Known(name, theCase.subjectId(), Origin.SYSTEM, null));
                }
            }
        }
        askModules(theCase, wanted, today, known);
        for (var name : wanted) {
            if (known.containsKey(name)) continue;
            var definition = Wanted.definition(scheme, name);
            var answer = answers.get(name);
            if (answer != null && answer.value() != null) {
                CaseForm.parse(definition, answer.value())
                        .ifPresent(value -> known.put(name, new Known(name, value, Origin.REVIEWER, null)));
            }
            if (known.containsKey(name)) continue;
            CaseForm.parse(definition, form.value(CaseForm.FACT + name))
                    .ifPresent(value -> known.put(name, new Known(name, value, Origin.APPLICANT, null)));
        }
        return new Facts(known);
    }

    /// One question a source and subject. What a rule calls the applicant is, for its module, a producer.
    private void askModules(Case theCase, Set<String> wanted, LocalDate today, Map<String, Known> known) {
        for (var source : sources) {
            var supplies = source.supplies();
            var bySubject = new HashMap<String, Map<String, String>>();
            for (var name : wanted) {
                int dot = name.indexOf('.');
                if (dot < 0 || known.containsKey(name)) continue;
                var asked = supplies.contains(name) || !name.startsWith("applicant.")
                        ? name
                        : "producer" + name.substring(dot);
                if (!supplies.contains(asked)) continue;
                bySubject
                        .computeIfAbsent(asked.substring(0, asked.indexOf('.')), _ -> new HashMap<>())
                        .put(asked, name);
            }
            bySubject.forEach((subject, names) -> {
                var id = idOf(theCase, subject);
                if (id == null) return;
                source.values(subject, id, new HashSet<>(names.keySet()), today).forEach((asked, fact) -> {
                    var name = names.get(asked);
                    if (name != null) known.put(name, new Known(name, fact.value(), Origin.SYSTEM, fact.link()));
                });
            });
        }
    }

    private static @Nullable String idOf(Case theCase, String subject) {
        if (subject.equals(theCase.subjectKind())) return theCase.subjectId();
        return switch (subject) {
            case "producer", "applicant" ->
                theCase.producerId() == null ? null : theCase.producerId().toString();
            case "region" -> theCase.region().value();
            default -> null;
        };
    }
}
