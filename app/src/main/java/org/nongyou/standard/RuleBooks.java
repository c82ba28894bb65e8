package org.nongyou.standard;

import static nongyoudb.standard.Tables.CLAUSES;
import static nongyoudb.standard.Tables.EDITIONS;
import static nongyoudb.standard.Tables.INTERVALS;
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
import static org.jooq.impl.DSL.max;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The rules in force, kept in memory until there is a newer release. Rules are the same for everybody and public, so
/// these reads take no scope.
@Service
public class RuleBooks {

    private final DSLContext sql;
    private volatile @Nullable RuleBook kept;

    RuleBooks(DSLContext sql) {
        this.sql = sql;
    }

    /// One statement, which asks whether the book is still the newest; all tables only after a release.
    @Transactional(readOnly = true)
    public RuleBook current() {
        var newest = Objects.requireNonNull(
                sql.select(max(RELEASES.ID)).from(RELEASES).fetchSingle().value1(), "no release of the rules");
        var book = kept;
        if (book == null || book.release().id() != newest) {
            book = read(newest);
            kept = book;
        }
        return book;
    }

    private RuleBook read(int newest) {
        var release = sql.selectFrom(RELEASES).where(RELEASES.ID.eq(newest)).fetchSingle();
        return new RuleBook(
                new RuleBook.Release(release.getId(), release.getTitle(), release.getComplete(), release.getNote()),
                new RuleBook.Rows(
                        produce(),
                        names(),
                        restrictions(),
                        intervals(),
                        products(),
                        editions(),
                        limits(),
                        veterinaryLimits(),
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
                .orderBy(PRODUCTS.REGISTRATION, PRODUCTS.CROP)
                .fetch(row -> new Product(
                        InputKind.of(row.getKind()),
                        row.getRegistration(),
                        row.getCrop(),
                        row.getName(),
                        Arrays.asList(row.getSubstances()),
                        row.getFormulation(),
                        row.getDose(),
                        row.getMaxUses(),
                        WaitRule.of(row.getRule()),
                        row.getIntervalDays(),
                        row.getValidFrom(),
                        row.getValidTo(),
                        row.getSource()));
    }

    private List<Edition> editions() {
        return sql.selectFrom(EDITIONS)
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
