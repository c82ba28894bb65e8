package org.nongyou.procedure;

import static nongyoudb.procedure.Tables.ANSWERS;
import static nongyoudb.procedure.Tables.CASES;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.nongyou.scheme.Scheme;
import org.springframework.stereotype.Service;

/// What people said in a case where no module tells the fact: the reviewer's word, else the applicant's. What is listed
/// by the case stands by it afterwards, as when a quota counts only bases in a protection project.
@Service
public class StatedFacts {

    private final DSLContext sql;

    StatedFacts(DSLContext sql) {
        this.sql = sql;
    }

    /// @param cases  their ids
    /// @param wanted names of facts
    /// @return by case and name; a case in which nothing of it was said is left out
    public Map<Long, Map<String, Object>> of(Scheme scheme, Collection<Long> cases, Set<String> wanted) {
        var stated = new HashMap<Long, Map<String, Object>>();
        if (cases.isEmpty() || wanted.isEmpty()) return stated;
        sql.selectFrom(CASES).where(CASES.ID.in(cases)).forEach(row -> {
            var form = CaseStore.form(row);
            for (var name : wanted) keep(scheme, stated, row.getId(), name, form.value(CaseForm.FACT + name));
        });
        // The newest answer of a reviewer comes last and stands.
        sql.select(ANSWERS.CASE_ID, ANSWERS.ITEM, ANSWERS.VALUE)
                .from(ANSWERS)
                .where(ANSWERS.CASE_ID.in(cases))
                .and(ANSWERS.VALUE.isNotNull())
                .orderBy(ANSWERS.ANSWERED_AT)
                .forEach(row -> {
                    var name = row.value2().substring(row.value2().indexOf('/') + 1);
                    if (wanted.contains(name)) keep(scheme, stated, row.value1(), name, row.value3());
                });
        return stated;
    }

    private static void keep(
            Scheme scheme, Map<Long, Map<String, Object>> stated, long theCase, String name, String typed) {
        CaseForm.parse(Wanted.definition(scheme, name), typed)
                .ifPresent(value ->
                        stated.computeIfAbsent(theCase, _ -> new HashMap<>()).put(name, value));
    }
}
