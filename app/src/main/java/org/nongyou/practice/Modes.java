package org.nongyou.practice;

import static nongyoudb.practice.Tables.MODES;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nongyoudb.practice.tables.records.ModesRecord;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The library of production modes, one or two a county (绿色生产模式).
@Service
public class Modes {

    private static final int LONGEST = 100;
    private static final int LONGEST_BODY = 4_000;

    private final DSLContext sql;
    private final Journal journal;
    private final Clock clock;

    Modes(DSLContext sql, Journal journal, Clock clock) {
        this.sql = sql;
        this.journal = journal;
        this.clock = clock;
    }

    /// Of the area, the newest first.
    public List<Mode> list(Scope scope, int limit) {
        return sql.selectFrom(MODES)
                .where(scope.on(MODES.REGION_CODE))
                .orderBy(MODES.ID.desc())
                .limit(limit)
                .fetch(Modes::mode);
    }

    public static boolean mayRecord(Actor actor) {
        return actor.office() != null && actor.may(Verb.REPORT);
    }

    /// @param typed title, produce, body, clause
    @Transactional
    public Decision<Mode> record(Actor actor, Map<String, String> typed) {
        var office = actor.office();
        if (office == null || !mayRecord(actor)) return Decision.refused("practice.no-right");
        var faults = new ArrayList<Refusal>();
        for (var field : List.of("title", "produce", "body", "clause")) {
            var text = typed.getOrDefault(field, "").strip();
            int longest = field.equals("body") ? LONGEST_BODY : LONGEST;
            if (text.isEmpty()) faults.add(Refusal.of("practice.needed").at(field));
            if (text.length() > longest)
                faults.add(Refusal.of("practice.too-long", longest).at(field));
        }
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var row = new ModesRecord();
        row.setRegionCode(office.region().value());
        row.setTitle(typed.getOrDefault("title", "").strip());
        row.setProduce(typed.getOrDefault("produce", "").strip());
        row.setBody(typed.getOrDefault("body", "").strip());
        row.setClause(typed.getOrDefault("clause", "").strip());
        row.setYear(LocalDate.ofInstant(clock.instant(), Ui.ZONE).getYear());
        row.setOfficeName(office.name());
        row.setRecordedBy(actor.name());
        row.setDemo(actor.demo());
        var kept =
                sql.insertInto(MODES).set(row).onConflictDoNothing().returning().fetchOptional(Modes::mode);
        if (kept.isEmpty())
            return Decision.refused(
                    Refusal.of("practice.mode-known", row.getTitle()).at("title"));
        var mode = kept.get();
        journal.write(
                actor,
                JournalEntry.of(
                                "practice.mode",
                                mode.region(),
                                "practice-mode",
                                mode.id(),
                                mode.title(),
                                "总结生产模式“" + mode.title() + "”（" + mode.produce() + "）")
                        .because(mode.clause()));
        return Decision.done(mode);
    }

    private static Mode mode(ModesRecord row) {
        return new Mode(
                row.getId(),
                new RegionCode(row.getRegionCode()),
                row.getTitle(),
                row.getProduce(),
                row.getBody(),
                row.getClause(),
                row.getYear(),
                row.getOfficeName(),
                row.getDemo());
    }
}
