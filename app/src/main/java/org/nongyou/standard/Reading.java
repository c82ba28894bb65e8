package org.nongyou.standard;

import static nongyoudb.standard.Tables.CLAUSES;
import static nongyoudb.standard.Tables.EDITIONS;
import static nongyoudb.standard.Tables.INTERVALS;
import static nongyoudb.standard.Tables.PERMITTED_INPUTS;
import static nongyoudb.standard.Tables.PRODUCE;
import static nongyoudb.standard.Tables.PRODUCE_ALIASES;
import static nongyoudb.standard.Tables.PRODUCE_PARENTS;
import static nongyoudb.standard.Tables.PRODUCTS;
import static nongyoudb.standard.Tables.RELEASES;
import static nongyoudb.standard.Tables.RESIDUE_LIMITS;
import static nongyoudb.standard.Tables.RESTRICTIONS;
import static nongyoudb.standard.Tables.SUBSTANCES;
import static nongyoudb.standard.Tables.SUBSTANCE_ALIASES;
import static nongyoudb.standard.Tables.VETERINARY_LIMITS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/// Reads the book of one release out of the database: the rows that were in by then and not out again.
final class Reading {

    private final DSLContext sql;
    private final int release;
    /// The same names stand in thousands of rows: one text each.
    private final Map<String, String> texts = new HashMap<>();

    Reading(DSLContext sql, int release) {
        this.sql = sql;
        this.release = release;
    }

    private String one(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }

    private Condition in(Field<Integer> since, Field<Integer> until) {
        return since.le(release).and(until.isNull().or(until.gt(release)));
    }

    RuleBook book() {
        var row = sql.selectFrom(RELEASES).where(RELEASES.ID.eq(release)).fetchSingle();
        return new RuleBook(
                new RuleBook.Release(
                        row.getId(), row.getTitle(), row.getComplete(), row.getNote(), row.getInForceFrom()),
                new RuleBook.Rows(
                        produce(),
                        names(),
                        restrictions(),
                        intervals(),
                        products(),
                        editions(),
                        limits(),
                        veterinaryLimits(),
                        permitted(),
                        clauses()));
    }

    private List<Produce> produce() {
        var parents = sql.selectFrom(PRODUCE_PARENTS)
                .orderBy(PRODUCE_PARENTS.POSITION, PRODUCE_PARENTS.PARENT)
                .fetchGroups(PRODUCE_PARENTS.NAME, PRODUCE_PARENTS.PARENT);
        var aliases = sql.selectFrom(PRODUCE_ALIASES)
                .orderBy(PRODUCE_ALIASES.ALIAS)
                .fetchGroups(PRODUCE_ALIASES.NAME, PRODUCE_ALIASES.ALIAS);
        return sql.selectFrom(PRODUCE)
                .orderBy(PRODUCE.POSITION, PRODUCE.NAME)
                .fetch(row -> new Produce(
                        row.getName(),
                        row.getKind().equals("animal"),
                        row.getKeyVariety(),
                        row.getKeySource(),
                        parents.getOrDefault(row.getName(), List.of()),
                        aliases.getOrDefault(row.getName(), List.of())));
    }

    private List<InputName> names() {
        var names = new ArrayList<InputName>();
        sql.selectFrom(SUBSTANCES)
                .orderBy(SUBSTANCES.KIND, SUBSTANCES.NAME)
                .forEach(row -> names.add(new InputName(InputKind.of(row.getKind()), row.getName(), "", "", "")));
        sql.selectFrom(SUBSTANCE_ALIASES)
                .orderBy(SUBSTANCE_ALIASES.KIND, SUBSTANCE_ALIASES.ALIAS)
                .forEach(row -> names.add(new InputName(
                        InputKind.of(row.getKind()),
                        row.getName(),
                        "",
                        row.getAlias(),
                        row.getSource() + "，"
                                + Confidence.of(row.getConfidence()).title())));
        return names;
    }

    private List<Restriction> restrictions() {
        return sql.selectFrom(RESTRICTIONS)
                .where(in(RESTRICTIONS.RELEASE_ID, RESTRICTIONS.ENDED_BY))
                .orderBy(RESTRICTIONS.ID)
                .fetch(row -> new Restriction(
                        row.getId(),
                        InputKind.of(row.getKind()),
                        row.getSubstance(),
                        Measure.of(row.getMeasure()),
                        row.getScope(),
                        Arrays.asList(row.getPlaces()),
                        row.getEffectiveFrom(),
                        row.getEffectiveText(),
                        from(row.getAnnouncement(), row.getSource(), row.getConfidence(), row.getNote())));
    }

    private List<Interval> intervals() {
        return sql.selectFrom(INTERVALS)
                .where(in(INTERVALS.RELEASE_ID, INTERVALS.ENDED_BY))
                .orderBy(INTERVALS.ID)
                .fetch(row -> new Interval(
                        InputKind.of(row.getKind()),
                        row.getRow(),
                        row.getSubstance(),
                        row.getPrinted(),
                        row.getFormulation(),
                        row.getPlace(),
                        row.getTarget(),
                        WaitRule.of(row.getRule()),
                        row.getMaxUses(),
                        row.getShortest(),
                        row.getLongest(),
                        from(row.getSourceTitle(), row.getSource(), row.getConfidence(), row.getNote())));
    }

    private List<Product> products() {
        return sql.selectFrom(PRODUCTS)
                .where(in(PRODUCTS.RELEASE_ID, PRODUCTS.ENDED_BY))
                .orderBy(PRODUCTS.REGISTRATION, PRODUCTS.CROP)
                .fetch(row -> new Product(
                        InputKind.of(row.getKind()),
                        row.getRegistration(),
                        one(row.getCrop()),
                        one(row.getName()),
                        Arrays.stream(row.getSubstances()).map(this::one).toList(),
                        one(row.getFormulation()),
                        one(row.getDose()),
                        row.getMaxUses(),
                        WaitRule.of(row.getRule()),
                        row.getIntervalDays(),
                        row.getValidFrom(),
                        row.getValidTo(),
                        one(row.getSource())));
    }

    private List<Edition> editions() {
        return sql.selectFrom(EDITIONS)
                .where(EDITIONS.RELEASE_ID.le(release))
                .orderBy(EDITIONS.IN_FORCE_FROM.desc().nullsLast(), EDITIONS.STANDARD)
                .fetch(row -> new Edition(
                        row.getStandard(),
                        row.getTitle(),
                        Edition.Part.of(row.getPart()),
                        row.getPesticides(),
                        row.getLimits(),
                        row.getPublished(),
                        row.getInForceFrom(),
                        row.getInForceTo(),
                        row.getReplacedBy(),
                        row.getSource()));
    }

    private List<ResidueLimit> limits() {
        return sql.selectFrom(RESIDUE_LIMITS)
                .where(in(RESIDUE_LIMITS.RELEASE_ID, RESIDUE_LIMITS.ENDED_BY))
                .orderBy(RESIDUE_LIMITS.ROW)
                .fetch(row -> new ResidueLimit(
                        row.getRow(),
                        row.getStandard(),
                        Arrays.asList(row.getSubstances()),
                        row.getPrinted(),
                        FoodScope.parse(row.getFood()),
                        row.getLimitMgPerKg(),
                        row.getTemporary(),
                        from(row.getSourceTitle(), row.getSource(), row.getConfidence(), row.getNote())));
    }

    private List<VeterinaryLimit> veterinaryLimits() {
        return sql.selectFrom(VETERINARY_LIMITS)
                .orderBy(VETERINARY_LIMITS.ID)
                .fetch(row -> new VeterinaryLimit(
                        Arrays.asList(row.getSubstances()),
                        Arrays.asList(row.getAnimals()),
                        row.getTissue(),
                        row.getLimitMgPerKg(),
                        from(
                                row.getNote().isEmpty() ? "网页，没有写版本" : row.getNote(),
                                row.getSource(),
                                row.getConfidence(),
                                "")));
    }

    private List<Permitted> permitted() {
        return sql.selectFrom(PERMITTED_INPUTS)
                .where(in(PERMITTED_INPUTS.RELEASE_ID, PERMITTED_INPUTS.ENDED_BY))
                .orderBy(PERMITTED_INPUTS.LIST, PERMITTED_INPUTS.CATEGORY, PERMITTED_INPUTS.ID)
                .fetch(row -> new Permitted(
                        Permitted.List.of(row.getList()),
                        row.getCategory(),
                        row.getName(),
                        row.getConditions(),
                        row.getStandard(),
                        row.getValidFrom(),
                        row.getValidTo(),
                        row.getSource()));
    }

    private List<Clause> clauses() {
        return sql.selectFrom(CLAUSES)
                .fetch(row -> new Clause(
                        row.getKey(),
                        row.getLaw(),
                        row.getArticle(),
                        row.getSays(),
                        row.getInForceFrom(),
                        row.getSource()));
    }

    private static Provenance from(String document, String address, String confidence, String note) {
        return new Provenance(document, address, Confidence.of(confidence), note);
    }
}
