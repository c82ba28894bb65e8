package org.nongyou.production;

import static nongyoudb.production.Tables.ACTS;
import static nongyoudb.production.Tables.ACT_INPUTS;
import static nongyoudb.production.Tables.SEASONS;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nongyoudb.production.tables.records.SeasonsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.standard.InputRules;
import org.nongyou.standard.Permitted;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.RuleBooks;
import org.springframework.stereotype.Component;

/// How often a base used, in the year before, an input that was banned on that day for that produce, or, on plots
/// farmed
/// organically or in conversion, one that the list of organic production does not name (违规使用投入品); and whether what
/// grows keeps its distance from other fields (缓冲区). Told only where uses, or distances, were recorded here: a book on
/// paper is judged by whoever visits.
@Component
class InputFacts implements FactSource {

    private static final String OF_BASE = "base.unpermitted_inputs";
    private static final String OF_SITE = "site.unpermitted_inputs";
    private static final String BUFFER = "site.buffer_zone";
    private static final int LOOKED_AT = 2_000;

    private final DSLContext sql;
    private final RuleBooks books;

    InputFacts(DSLContext sql, RuleBooks books) {
        this.sql = sql;
        this.books = books;
    }

    @Override
    public Set<String> supplies() {
        return Set.of(OF_BASE, OF_SITE, BUFFER);
    }

    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        if (!id.matches("\\d{1,18}")) return Map.of();
        long base = Long.parseLong(id);
        var values = new HashMap<String, FactValue>();
        var inputs = subject.equals("base") ? OF_BASE : subject.equals("site") ? OF_SITE : "";
        if (wanted.contains(inputs)) {
            var uses = unpermitted(base, on);
            if (uses != null) values.put(inputs, new FactValue(uses, "/production?base=" + id));
        }
        if (subject.equals("site") && wanted.contains(BUFFER)) {
            var growing = sql.selectFrom(SEASONS)
                    .where(SEASONS.BASE_ID.eq(base))
                    .and(SEASONS.SET_OUT_ON.le(on))
                    .and(SEASONS.ENDED_ON.isNull().or(SEASONS.ENDED_ON.gt(on)))
                    .limit(LOOKED_AT)
                    .fetch();
            if (growing.stream().anyMatch(InputFacts::measured))
                values.put(
                        BUFFER,
                        new FactValue(
                                growing.stream()
                                        .allMatch(one -> measured(one)
                                                && one.getIsolationM().signum() > 0),
                                "/production/bases/" + id));
        }
        return values;
    }

    private static boolean measured(SeasonsRecord one) {
        return one.getIsolationM() != null;
    }

    /// Null where no use is on record.
    private @Nullable Long unpermitted(long base, LocalDate on) {
        var uses = sql.select(
                        ACTS.ID,
                        ACTS.PRODUCE,
                        ACTS.DONE_ON,
                        ACTS.PLOT_IDS,
                        ACT_INPUTS.NAME,
                        ACT_INPUTS.REGISTRATION,
                        ACT_INPUTS.SUBSTANCES,
                        ACT_INPUTS.KIND)
                .from(ACTS)
                .join(ACT_INPUTS)
                .on(ACT_INPUTS.ACT_ID.eq(ACTS.ID))
                .where(ACTS.BASE_ID.eq(base))
                .and(ACTS.CURRENT)
                .and(ACTS.DONE_ON.gt(on.minusYears(1)))
                .and(ACTS.DONE_ON.le(on))
                .limit(LOOKED_AT)
                .fetch();
        if (uses.isEmpty()) return null;
        var seasons = sql.selectFrom(SEASONS)
                .where(SEASONS.BASE_ID.eq(base))
                .and(SEASONS.CONVERSION.ne(Season.Conversion.CONVENTIONAL.code()))
                .limit(LOOKED_AT)
                .fetch();
        var book = books.current();
        var rules = new InputRules(book);
        long wrong = 0;
        for (var use : uses) {
            var substances = List.of(use.get(ACT_INPUTS.SUBSTANCES));
            var produce = InputJudge.known(book, use.get(ACTS.PRODUCE));
            boolean organic = seasons.stream()
                    .anyMatch(season -> season.getProduce().equals(use.get(ACTS.PRODUCE))
                            && !season.getSetOutOn().isAfter(use.get(ACTS.DONE_ON))
                            && (season.getEndedOn() == null
                                    || !season.getEndedOn().isBefore(use.get(ACTS.DONE_ON)))
                            && (season.getPlotId() == null
                                    || List.of(use.get(ACTS.PLOT_IDS)).contains(season.getPlotId())));
            if (banned(book, rules, use.get(ACT_INPUTS.KIND), substances, produce, use.get(ACTS.DONE_ON))
                    || organic && !named(book, rules, use.get(ACT_INPUTS.NAME), substances, use.get(ACTS.DONE_ON)))
                wrong++;
        }
        return wrong;
    }

    private static boolean banned(
            RuleBook book, InputRules rules, String kind, List<String> substances, String produce, LocalDate day) {
        if (InputKind.ofCode(kind).flatMap(InputKind::ruled).isEmpty()) return false;
        boolean known = book.produce(produce).isPresent();
        return substances.stream()
                .anyMatch(one -> known
                        ? rules.mayUse(one, produce, day).verdict().forbids()
                        : rules.bannedEverywhere(one, day).isPresent());
    }

    /// Only where the list of organic production is there: an empty one forbids nothing.
    private static boolean named(RuleBook book, InputRules rules, String name, List<String> substances, LocalDate day) {
        boolean whole =
                book.rows().permitted().stream().anyMatch(one -> one.list() == Permitted.List.ORGANIC && one.on(day));
        if (!whole) return true;
        var names = new ArrayList<>(substances);
        names.add(name);
        return names.stream()
                .anyMatch(one ->
                        !rules.permitted(Permitted.List.ORGANIC, one, day).isEmpty());
    }
}
