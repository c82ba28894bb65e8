package org.nongyou.base;

import static nongyoudb.base.Sequences.BASE_NUMBERS;
import static nongyoudb.base.Tables.BASES;
import static nongyoudb.base.Tables.CERTIFICATES;
import static nongyoudb.base.Tables.COUNTS;
import static nongyoudb.base.Tables.PLOTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import nongyoudb.base.tables.records.BasesRecord;
import nongyoudb.base.tables.records.CertificatesRecord;
import nongyoudb.base.tables.records.PlotsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Area;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Crop;
import org.nongyou.producer.Phone;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerRenamed;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchText;
import org.nongyou.web.Ui;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The register of bases (基地名录). Each public method that changes something is one official act.
@Service
public class Bases {

    /// Counts stop here: nobody turns so many pages.
    public static final int COUNTED = 10_000;

    static final int MOST_PLOTS = 200;
    private static final int MOST_CERTIFICATES = 40;
    private static final BigDecimal LARGEST_MU = new BigDecimal("10000000");

    private final DSLContext sql;
    private final Divisions divisions;
    private final Producers producers;
    private final Ground ground;
    private final Files files;
    private final Journal journal;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;

    Bases(
            DSLContext sql,
            Divisions divisions,
            Producers producers,
            Ground ground,
            Files files,
            Journal journal,
            ApplicationEventPublisher events,
            JsonMapper json,
            Clock clock) {
        this.sql = sql;
        this.divisions = divisions;
        this.producers = producers;
        this.ground = ground;
        this.files = files;
        this.journal = journal;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    // Reading

    public Optional<Base> find(Scope scope, long id) {
        return sql.selectFrom(BASES)
                .where(BASES.ID.eq(id))
                .and(scope.on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                .fetchOptional(this::whole);
    }

    /// Without plots and certificates.
    public Optional<BaseRow> findRow(Scope scope, long id) {
        return sql.selectFrom(BASES)
                .where(BASES.ID.eq(id))
                .and(scope.on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                .fetchOptional(Bases::row);
    }

    /// Newest first.
    public List<BaseRow> list(Scope scope, BaseFilter filter, int offset, int limit) {
        return sql.selectFrom(BASES)
                .where(condition(scope, filter))
                .orderBy(BASES.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(Bases::row);
    }

    /// The whole list, row by row without holding it in memory; for exports.
    @Transactional(readOnly = true)
    public void each(Scope scope, BaseFilter filter, Consumer<BaseRow> row) {
        try (var cursor = sql.selectFrom(BASES)
                .where(condition(scope, filter))
                .orderBy(BASES.ID.desc())
                .fetchSize(1000)
                .fetchLazy()) {
            for (var record : cursor) row.accept(row(record));
        }
    }

    /// Number and declared area of all that the filter lets through.
    /// @param capped there are more than were counted; the area is then unknown
    public record Total(long bases, @Nullable BigDecimal areaMu, boolean capped) {}

    /// From the kept counts where the filter allows, else counted up to [#COUNTED].
    public Total total(Scope scope, BaseFilter filter) {
        var at = scope.narrowedTo(filter.region()).region();
        if (at != null
                && at.level().ordinal() <= Level.COUNTY.ordinal()
                && filter.words().isEmpty()
                && filter.producerId() == null
                && !filter.closed()) {
            var found = sql.select(sum(COUNTS.N), sum(COUNTS.AREA_MU))
                    .from(COUNTS)
                    .where(Scope.within(at).on(COUNTS.COUNTY_CODE))
                    .and(keptFor(filter))
                    .fetchSingle();
            var n = found.value1();
            var mu = found.value2();
            return new Total(n == null ? 0 : n.longValue(), mu == null ? BigDecimal.ZERO : mu, false);
        }
        var n = sql.fetchCount(
                selectOne().from(BASES).where(condition(scope, filter)).limit(COUNTED + 1));
        return new Total(Math.min(n, COUNTED), null, n > COUNTED);
    }

    /// Active bases by county code, or by township code when a county or less is looked at.
    public Map<String, Long> countsByRegion(Scope scope, BaseFilter filter) {
        var at = scope.narrowedTo(filter.region()).region();
        if (at == null) return Map.of();
        if (at.level().ordinal() >= Level.COUNTY.ordinal()) {
            // A range of the code itself: read from bases_counted alone.
            var township = left(BASES.REGION_CODE, inline(9));
            var productClass = filter.productClass();
            return sql.select(township, DSL.count())
                    .from(BASES)
                    .where(BASES.REGION_CODE.ge(at.prefix()).and(BASES.REGION_CODE.lt(at.prefix() + ":")))
                    .and(BASES.ACTIVE)
                    .and(productClass == null ? noCondition() : BASES.PRODUCT_CLASS.eq(productClass.code()))
                    .and(drawn(filter.drawn()))
                    .groupBy(township)
                    .fetchMap(row -> row.value1(), row -> row.value2().longValue());
        }
        return sql.select(COUNTS.COUNTY_CODE, sum(COUNTS.N))
                .from(COUNTS)
                .where(Scope.within(at).on(COUNTS.COUNTY_CODE))
                .and(keptFor(filter))
                .groupBy(COUNTS.COUNTY_CODE)
                .fetchMap(
                        row -> row.value1(),
                        row -> row.value2() == null ? 0L : row.value2().longValue());
    }

    private static Condition keptFor(BaseFilter filter) {
        var productClass = filter.productClass();
        var drawn = filter.drawn();
        return (productClass == null ? noCondition() : COUNTS.PRODUCT_CLASS.eq(productClass.code()))
                .and(drawn == null ? noCondition() : COUNTS.DRAWN.eq(drawn));
    }

    private static Condition condition(Scope scope, BaseFilter filter) {
        var where = scope.narrowedTo(filter.region()).on(BASES.REGION_CODE, BASES.PRODUCER_ID);
        var productClass = filter.productClass();
        if (productClass != null) where = where.and(BASES.PRODUCT_CLASS.eq(productClass.code()));
        var producer = filter.producerId();
        if (producer != null) where = where.and(BASES.PRODUCER_ID.eq(producer));
        if (!filter.words().isEmpty()) where = where.and(SearchText.in(BASES.SEARCH, filter.words()));
        return where.and(drawn(filter.drawn())).and(filter.closed() ? BASES.ACTIVE.isFalse() : BASES.ACTIVE.isTrue());
    }

    private static Condition drawn(@Nullable Boolean drawn) {
        if (drawn == null) return noCondition();
        return drawn ? BASES.GEOMETRY.isNotNull() : BASES.GEOMETRY.isNull();
    }

    /// What does not fit about a base as it stands.
    public List<Finding> findings(Scope scope, Base base) {
        var findings = new ArrayList<Finding>();
        var places = base.plots().stream()
                .map(Plot::place)
                .filter(place -> place != null)
                .toList();
        if (!places.isEmpty() && Place.joined(places) instanceof Decision.Done<Place>(var place))
            findings.addAll(ground.findings(scope, base.id(), place, base.areaMu(), base.region()));
        findings.addAll(plotFindings(
                base.areaMu(), base.plots().stream().map(Plot::areaMu).toList()));
        for (var certificate : base.certificates()) {
            objection(certificate.type(), certificate.number()).ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    /// The same for what is being typed: the places alone.
    public Decision<List<Finding>> findings(Scope scope, @Nullable Long existing, BaseForm form) {
        return place(form)
                .then(place -> Decision.done(
                        place.isEmpty()
                                ? List.of()
                                : ground.findings(
                                        scope,
                                        existing,
                                        place.get(),
                                        decimal(form.areaMu()).orElse(null),
                                        RegionCode.parse(form.region().strip()).orElse(null))));
    }

    private static List<Finding> plotFindings(BigDecimal declared, List<BigDecimal> plots) {
        if (plots.isEmpty()) return List.of();
        var together = plots.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (together.compareTo(declared) == 0) return List.of();
        return List.of(new Finding(
                "plots",
                "各地块加起来 %s 亩，申报面积 %s 亩，差 %s 亩。"
                        .formatted(
                                new Area(together),
                                new Area(declared),
                                new Area(together.subtract(declared).abs()))));
    }

    private static Optional<Finding> objection(CertificateType type, String number) {
        return Optional.ofNullable(type.objection(number))
                .map(format -> new Finding("certificates", "%s编号“%s”看着不像：%s。".formatted(type.title(), number, format)));
    }

    // Acts

    /// 登记.
    @Transactional
    public Decision<Base> register(Actor actor, BaseForm form) {
        if (!actor.may(Verb.REGISTER)) return Decision.refused("base.register.not-yours");
        return switch (check(actor, form, null, producer(actor, form, null))) {
            case Decision.Refused<Checked>(var refusal) -> Decision.refused(refusal);
            case Decision.Done<Checked>(var checked) -> {
                var row = checked.row;
                row.setNumber(number(row, sql.nextval(BASE_NUMBERS).longValue()));
                row.setDemo(actor.demo());
                row.setCreatedBy(actor.accountId());
                row.setCreatedAt(clock.instant());
                row.setUpdatedAt(clock.instant());
                var written = sql.insertInto(BASES)
                        .set(row)
                        .set(placeOf(checked))
                        .returning()
                        .fetchSingle();
                insertParts(written.getId(), checked);
                var base = whole(written);
                journal.write(
                        actor,
                        entry("base.register", base, "登记基地“" + base.name() + "”，" + new Area(base.areaMu()) + " 亩")
                                .change(null, json(base)));
                events.publishEvent(new BaseRegistered(base.id()));
                yield Decision.done(base);
            }
        };
    }

    /// 批量登记, some hundreds at a time, of bases without plots and certificates: each row is checked and recorded like
    /// a single one; a row that is wrong is refused by itself.
    /// @param forms `producerId` holds the credit code of the producer
    /// @return one decision for each form, in the same order; done with the number given
    @Transactional
    public List<Decision<String>> registerAll(Actor actor, List<BaseForm> forms) {
        var checked = checkAll(actor, forms);
        var rows = new ArrayList<BasesRecord>();
        for (var one : checked) if (one instanceof Decision.Done<Checked>(var good)) rows.add(good.row);
        if (!rows.isEmpty()) {
            var numbers = sql.select(BASE_NUMBERS.nextval())
                    .from(DSL.generateSeries(1, rows.size()))
                    .fetch(row -> row.value1().longValue());
            for (int i = 0; i < rows.size(); i++) {
                var row = rows.get(i);
                row.setNumber(number(row, numbers.get(i)));
                row.setDemo(actor.demo());
                row.setCreatedBy(actor.accountId());
                row.setCreatedAt(clock.instant());
                row.setUpdatedAt(clock.instant());
            }
            var ids = sql.insertInto(BASES)
                    .set(rows)
                    .returning(BASES.ID, BASES.NUMBER)
                    .fetchMap(BASES.NUMBER, BASES.ID);
            journal.writeAll(
                    actor,
                    rows.stream()
                            .map(row -> JournalEntry.of(
                                    "base.register",
                                    new RegionCode(row.getRegionCode()),
                                    "base",
                                    String.valueOf(ids.get(row.getNumber())),
                                    row.getName(),
                                    "批量登记基地“" + row.getName() + "”，" + new Area(row.getAreaMu()) + " 亩"))
                            .toList());
        }
        return checked.stream()
                .map(one -> one.then(good -> Decision.done(good.row.getNumber())))
                .toList();
    }

    /// What [#registerAll] would refuse, without writing: the preview of an import.
    /// @return one for each form in the same order; empty where nothing is wrong
    public List<Optional<Refusal>> problems(Actor actor, List<BaseForm> forms) {
        return checkAll(actor, forms).stream()
                .map(one -> switch (one) {
                    case Decision.Done<Checked> _ -> Optional.<Refusal>empty();
                    case Decision.Refused<Checked>(var refusal) -> Optional.of(refusal);
                })
                .toList();
    }

    private List<Decision<Checked>> checkAll(Actor actor, List<BaseForm> forms) {
        if (!actor.may(Verb.REGISTER) || actor.isProducer())
            return forms.stream()
                    .map(_ -> Decision.<Checked>refused("base.register.not-yours"))
                    .toList();
        var known = producers.byCreditCode(
                actor.scope(),
                forms.stream().map(BaseForm::producerId).distinct().toList());
        var names = new HashSet<String>();
        sql.select(BASES.PRODUCER_ID, BASES.NAME)
                .from(BASES)
                .where(BASES.PRODUCER_ID.in(
                        known.values().stream().map(Producer::id).toList()))
                .and(BASES.ACTIVE)
                .forEach(row -> names.add(row.value1() + " " + row.value2()));
        return forms.stream()
                .map(form -> check(actor, form, null, known.get(form.producerId()))
                        .then(good -> names.contains(good.row.getProducerId() + " " + good.row.getName())
                                ? Decision.<Checked>refused(
                                        Refusal.of("base.double", good.row.getProducerName(), good.row.getName())
                                                .at("name"))
                                : Decision.done(good)))
                .toList();
    }

    private static String number(BasesRecord row, long n) {
        return "%s-%06d".formatted(row.getRegionCode().substring(0, 6), n);
    }

    /// 变更.
    /// @param revision what the person saw; if somebody changed the base since, nothing is overwritten
    @Transactional
    public Decision<Base> change(Actor actor, long id, int revision, BaseForm form) {
        var row = lock(actor, id);
        if (row == null) return Decision.refused("base.unknown");
        if (!actor.may(Verb.REGISTER)) return Decision.refused("base.register.not-yours");
        if (!row.getActive()) return Decision.refused("base.closed", row.getName());
        if (row.getRevision() != revision)
            return Decision.refused("base.changed-meanwhile", Ui.time(row.getUpdatedAt()));
        var before = whole(row);
        return switch (check(actor, form, row, producer(actor, form, row))) {
            case Decision.Refused<Checked>(var refusal) -> Decision.refused(refusal);
            case Decision.Done<Checked>(var checked) -> {
                row.setRevision(revision + 1);
                row.setUpdatedAt(clock.instant());
                row.update();
                writeParts(row, checked);
                var after = whole(row);
                journal.write(
                        actor,
                        entry("base.change", after, "修改基地“" + after.name() + "”：" + differences(before, after))
                                .change(json(before), json(after)));
                events.publishEvent(new BaseChanged(after.id()));
                yield Decision.done(after);
            }
        };
    }

    /// 附上证书的复印件: a PDF or a picture, which replaces the one before.
    @Transactional
    public Decision<Base> attach(Actor actor, long id, long certificateId, String name, InputStream content) {
        var row = lock(actor, id);
        if (row == null) return Decision.refused("base.unknown");
        if (!actor.may(Verb.REGISTER)) return Decision.refused("base.register.not-yours");
        if (!row.getActive()) return Decision.refused("base.closed", row.getName());
        var certificate = sql.selectFrom(CERTIFICATES)
                .where(CERTIFICATES.ID.eq(certificateId))
                .and(CERTIFICATES.BASE_ID.eq(id))
                .fetchOne();
        if (certificate == null) return Decision.refused("base.certificate.unknown");
        return files.store(actor, new RegionCode(row.getRegionCode()), row.getProducerId(), name, content)
                .then(file -> {
                    certificate.setFileId(file.id());
                    certificate.update();
                    var base = whole(row);
                    var type = CertificateType.ofCode(certificate.getType()).orElseThrow();
                    journal.write(actor, entry("base.attach", base, "附上" + type.title() + "证书“" + file.name() + "”"));
                    events.publishEvent(new BaseChanged(id));
                    return Decision.done(base);
                });
    }

    /// 注销: it stands no longer, its records stay.
    @Transactional
    public Decision<Base> close(Actor actor, long id, String reason) {
        return setActive(actor, id, false, reason.strip());
    }

    /// 恢复.
    @Transactional
    public Decision<Base> reopen(Actor actor, long id, String reason) {
        return setActive(actor, id, true, reason.strip());
    }

    private Decision<Base> setActive(Actor actor, long id, boolean active, String reason) {
        var row = lock(actor, id);
        if (row == null) return Decision.refused("base.unknown");
        if (!actor.may(Verb.REGISTER) || actor.isProducer()) return Decision.refused("base.register.not-yours");
        if (reason.isEmpty())
            return Decision.refused(Refusal.of("base.reason.missing").at("reason"));
        if (row.getActive() == active)
            return Decision.refused(active ? "base.already-open" : "base.closed", row.getName());
        row.setActive(active);
        row.setClosedReason(active ? null : reason);
        row.setRevision(row.getRevision() + 1);
        row.setUpdatedAt(clock.instant());
        row.update();
        var base = whole(row);
        journal.write(
                actor,
                entry(active ? "base.reopen" : "base.close", base, (active ? "恢复基地“" : "注销基地“") + base.name() + "”")
                        .because(reason));
        events.publishEvent(new BaseChanged(base.id()));
        return Decision.done(base);
    }

    /// The producer's name stands on the base too, for lists without a join.
    @EventListener
    void on(ProducerRenamed renamed) {
        sql.update(BASES)
                .set(BASES.PRODUCER_NAME, renamed.name())
                .where(BASES.PRODUCER_ID.eq(renamed.producerId()))
                .execute();
    }

    private @Nullable BasesRecord lock(Actor actor, long id) {
        return sql.selectFrom(BASES)
                .where(BASES.ID.eq(id))
                .and(actor.scope().on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                .forUpdate()
                .fetchOne();
    }

    // Checking

    private record CheckedPlot(
            String name,
            PlotKind kind,
            BigDecimal areaMu,
            String crop,
            @Nullable Place place) {}

    private record CheckedCertificate(
            CertificateType type,
            String number,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo,
            @Nullable Long fileId) {}

    private record Checked(
            BasesRecord row, @Nullable Place place, List<CheckedPlot> plots, List<CheckedCertificate> certificates) {}

    /// Checks everything at once, so that the person mends all in one go.
    private Decision<Checked> check(
            Actor actor, BaseForm form, @Nullable BasesRecord existing, @Nullable Producer producer) {
        var problems = new ArrayList<Refusal>();
        var row = existing != null ? existing : new BasesRecord();

        if (producer == null) problems.add(Refusal.of("base.producer.missing").at("producerId"));
        else if (!producer.active())
            problems.add(Refusal.of("producer.closed", producer.name()).at("producerId"));
        else {
            row.setProducerId(producer.id());
            row.setProducerName(producer.name());
        }

        var name = form.name().strip();
        if (name.length() < 2) problems.add(Refusal.of("base.name.missing").at("name"));
        else if (name.length() > 100)
            problems.add(Refusal.of("base.name.long", name.length()).at("name"));
        row.setName(name);

        var region = RegionCode.parse(form.region().strip())
                .filter(code -> code.level().ordinal() >= Level.COUNTY.ordinal())
                .filter(code -> divisions.find(code).isPresent())
                .orElse(null);
        if (region == null) problems.add(Refusal.of("base.region.missing").at("region"));
        else if (!actor.isProducer() && !actor.scope().covers(region))
            problems.add(Refusal.of("base.region.outside", divisions.path(actor.region()))
                    .at("region"));
        else row.setRegionCode(region.value());

        row.setAddress(limited(form.address(), 200, "address", "地址", problems));
        var product = form.product().strip();
        if (product.isEmpty()) problems.add(Refusal.of("base.product.missing").at("product"));
        row.setProduct(limited(product, 100, "product", "产品", problems));
        row.setProductClass(Crop.ofCode(form.productClass()).map(Crop::code).orElse(null));
        if (row.getProductClass() == null)
            problems.add(Refusal.of("base.product-class.missing").at("productClass"));

        decimal(form.areaMu())
                .filter(mu -> mu.signum() > 0)
                .ifPresentOrElse(
                        mu -> {
                            if (mu.compareTo(LARGEST_MU) > 0)
                                problems.add(Refusal.of("base.area.large").at("areaMu"));
                            else row.setAreaMu(mu.setScale(2, RoundingMode.HALF_UP));
                        },
                        () -> problems.add(Refusal.of("base.area.number").at("areaMu")));

        var responsible = form.responsibleName().strip();
        if (responsible.isEmpty())
            problems.add(Refusal.of("base.responsible.missing").at("responsibleName"));
        row.setResponsibleName(limited(responsible, 40, "responsibleName", "负责人姓名", problems));
        switch (Phone.parse(form.supervisionPhone())) {
            case Decision.Done<Phone>(var phone) -> row.setSupervisionPhone(phone.value());
            case Decision.Refused<Phone>(var refusal) -> problems.add(refusal.at("supervisionPhone"));
        }
        var techniques = limited(form.techniques(), 500, "techniques", "技术措施", problems);
        row.setTechniques(techniques.isEmpty() ? null : techniques);

        row.setGoodVarietyPercent(null);
        if (!form.goodVarietyPercent().isBlank()) {
            decimal(form.goodVarietyPercent().replaceAll("[%％]$", ""))
                    .filter(percent -> percent.signum() >= 0 && percent.compareTo(BigDecimal.valueOf(100)) <= 0)
                    .ifPresentOrElse(
                            percent -> row.setGoodVarietyPercent(percent.setScale(2, RoundingMode.HALF_UP)),
                            () -> problems.add(Refusal.of("base.percent.range").at("goodVarietyPercent")));
        }
        row.setInternalInspectors(whole(form.internalInspectors(), "internalInspectors", problems));
        row.setHouseholdsLed(whole(form.householdsLed(), "householdsLed", problems));
        row.setOperatingProcedure(
                switch (form.operatingProcedure()) {
                    case "yes" -> true;
                    case "no" -> false;
                    default -> null;
                });
        var signboard = date(form.signboardOn(), "signboardOn", problems);
        if (signboard != null && signboard.isAfter(LocalDate.now(clock)))
            problems.add(Refusal.of("base.signboard.future").at("signboardOn"));
        row.setSignboardOn(signboard);

        var plots = plots(form, problems);
        var certificates = certificates(actor, form, problems);
        if (!problems.isEmpty()) return Decision.refused(Refusal.joined(problems));

        var places = plots.stream()
                .map(CheckedPlot::place)
                .filter(place -> place != null)
                .toList();
        Place place = null;
        if (!places.isEmpty()) {
            switch (Place.joined(places)) {
                case Decision.Done<Place>(var all) -> place = all;
                case Decision.Refused<Place>(var refusal) -> {
                    return Decision.refused(refusal.at("place"));
                }
            }
        }
        return Decision.done(new Checked(row, place, plots, certificates));
    }

    /// A producer's own person registers for nobody else; a base keeps its producer unless the office changes it.
    private @Nullable Producer producer(Actor actor, BaseForm form, @Nullable BasesRecord existing) {
        var own = actor.producerId();
        if (own != null) return producers.find(actor.scope(), own).orElse(null);
        var typed = form.producerId().strip();
        if (!typed.matches("\\d{1,18}")) return null;
        var id = Long.parseLong(typed);
        // A base may lie in another county than its producer: then it keeps the producer it has.
        if (existing != null && existing.getProducerId() == id)
            return producers.find(new Scope.Own(id), id).orElse(null);
        return producers.find(actor.scope(), id).orElse(null);
    }

    private static List<CheckedPlot> plots(BaseForm form, List<Refusal> problems) {
        var plots = new ArrayList<CheckedPlot>();
        var names = new HashSet<String>();
        for (int i = 0; i < form.plots().size(); i++) {
            var typed = form.plots().get(i);
            if (typed.isEmpty()) continue;
            var before = problems.size();
            var at = "plots." + i + ".";
            var name = typed.name().strip();
            if (name.isEmpty()) problems.add(Refusal.of("base.plot.name", i + 1).at(at + "name"));
            else if (name.length() > 40)
                problems.add(Refusal.of("base.plot.name-long", i + 1).at(at + "name"));
            else if (!names.add(name))
                problems.add(Refusal.of("base.plot.double", name).at(at + "name"));
            Place place = null;
            if (!typed.outline().isBlank()) {
                switch (Place.parse(typed.outline())) {
                    case Decision.Done<Place>(var drawn) -> place = drawn;
                    case Decision.Refused<Place>(var refusal) ->
                        problems.add(Refusal.of("base.plot.place", name.isEmpty() ? i + 1 : name, refusal.message())
                                .at(at + "outline"));
                }
            }
            var mu = decimal(typed.areaMu()).filter(area -> area.signum() > 0 && area.compareTo(LARGEST_MU) <= 0);
            // Drawn but not declared: what was measured holds.
            if (mu.isEmpty() && typed.areaMu().isBlank() && place != null)
                mu = Optional.of(place.area().mu());
            if (mu.isEmpty())
                problems.add(Refusal.of("base.plot.area", name.isEmpty() ? i + 1 : name)
                        .at(at + "areaMu"));
            if (problems.size() == before) {
                plots.add(new CheckedPlot(
                        name,
                        PlotKind.ofCode(typed.kind()).orElse(PlotKind.PLOT),
                        mu.orElseThrow().setScale(2, RoundingMode.HALF_UP),
                        typed.crop().strip(),
                        place));
            }
        }
        if (plots.size() > MOST_PLOTS)
            problems.add(Refusal.of("base.plot.many", MOST_PLOTS).at("plots"));
        return plots;
    }

    private List<CheckedCertificate> certificates(Actor actor, BaseForm form, List<Refusal> problems) {
        var certificates = new ArrayList<CheckedCertificate>();
        for (int i = 0; i < form.certificates().size(); i++) {
            var typed = form.certificates().get(i);
            if (typed.isEmpty()) continue;
            var at = "certificates." + i + ".";
            var type = CertificateType.ofCode(typed.type()).orElse(null);
            if (type == null)
                problems.add(Refusal.of("base.certificate.type", i + 1).at(at + "type"));
            var number = typed.number().strip().toUpperCase(java.util.Locale.ROOT);
            if (number.length() > 60)
                problems.add(Refusal.of("base.certificate.number", i + 1).at(at + "number"));
            var from = date(typed.validFrom(), at + "validFrom", problems);
            var to = date(typed.validTo(), at + "validTo", problems);
            if (from != null && to != null && to.isBefore(from))
                problems.add(Refusal.of("base.certificate.dates", i + 1).at(at + "validTo"));
            if (type != null) {
                certificates.add(new CheckedCertificate(type, number, from, to, copy(actor, typed.fileId())));
            }
        }
        if (certificates.size() > MOST_CERTIFICATES)
            problems.add(Refusal.of("base.certificate.many", MOST_CERTIFICATES).at("certificates"));
        return certificates;
    }

    /// A copy that stays with its certificate; only one that the person may see.
    private @Nullable Long copy(Actor actor, String fileId) {
        return fileId.matches("\\d{1,18}")
                ? files.find(actor.scope(), Long.parseLong(fileId))
                        .map(file -> file.id())
                        .orElse(null)
                : null;
    }

    private static Decision<Optional<Place>> place(BaseForm form) {
        var places = new ArrayList<Place>();
        for (int i = 0; i < form.plots().size(); i++) {
            var typed = form.plots().get(i);
            if (typed.outline().isBlank()) continue;
            switch (Place.parse(typed.outline())) {
                case Decision.Done<Place>(var place) -> places.add(place);
                case Decision.Refused<Place>(var refusal) -> {
                    return Decision.refused(
                            "base.plot.place", typed.name().isBlank() ? i + 1 : typed.name(), refusal.message());
                }
            }
        }
        return places.isEmpty()
                ? Decision.done(Optional.empty())
                : Place.joined(places).then(place -> Decision.done(Optional.of(place)));
    }

    private static String limited(String typed, int most, String field, String what, List<Refusal> problems) {
        var text = typed.strip();
        if (text.length() > most)
            problems.add(Refusal.of("base.text.long", what, most).at(field));
        return text;
    }

    static Optional<BigDecimal> decimal(String typed) {
        var text = typed.strip().replace(",", "").replace("，", "");
        return text.matches("\\d{1,12}(\\.\\d{1,6})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static @Nullable Integer whole(String typed, String field, List<Refusal> problems) {
        var text = typed.strip().replace(",", "");
        if (text.isEmpty()) return null;
        if (text.matches("\\d{1,7}")) return Integer.valueOf(text);
        problems.add(Refusal.of("base.whole-number").at(field));
        return null;
    }

    private static @Nullable LocalDate date(String typed, String field, List<Refusal> problems) {
        var text = typed.strip().replace('/', '-').replace('.', '-');
        if (text.isEmpty()) return null;
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() >= 1980 && day.getYear() <= 2100) return day;
        } catch (DateTimeParseException e) {
            // told below
        }
        problems.add(Refusal.of("base.date").at(field));
        return null;
    }

    // Writing

    private void writeParts(BasesRecord row, Checked checked) {
        sql.update(BASES).set(placeOf(checked)).where(BASES.ID.eq(row.getId())).execute();
        sql.deleteFrom(PLOTS).where(PLOTS.BASE_ID.eq(row.getId())).execute();
        sql.deleteFrom(CERTIFICATES).where(CERTIFICATES.BASE_ID.eq(row.getId())).execute();
        insertParts(row.getId(), checked);
        row.refresh();
    }

    /// The columns that follow from what was drawn.
    private static Map<Field<?>, @Nullable Object> placeOf(Checked checked) {
        var columns = new LinkedHashMap<Field<?>, @Nullable Object>();
        var place = checked.place;
        if (place == null) {
            for (var field : List.of(BASES.GEOMETRY, BASES.EXTENT, BASES.MEASURED_MU, BASES.LONGITUDE, BASES.LATITUDE))
                columns.put(field, null);
            return columns;
        }
        var extent = place.extent();
        var centre = place.centre();
        columns.put(BASES.GEOMETRY, JSONB.valueOf(place.toGeoJson()));
        // A box has no Java type: set as an expression.
        columns.put(
                BASES.EXTENT,
                DSL.field(
                        "box(point({0},{1}),point({2},{3}))",
                        inline(extent[0]), inline(extent[1]), inline(extent[2]), inline(extent[3])));
        columns.put(BASES.MEASURED_MU, place.area().mu());
        columns.put(BASES.LONGITUDE, BigDecimal.valueOf(centre[0]).setScale(5, RoundingMode.HALF_UP));
        columns.put(BASES.LATITUDE, BigDecimal.valueOf(centre[1]).setScale(5, RoundingMode.HALF_UP));
        return columns;
    }

    private void insertParts(long base, Checked checked) {
        var plots = new ArrayList<PlotsRecord>();
        for (var plot : checked.plots) {
            var one = new PlotsRecord();
            one.setBaseId(base);
            one.setPosition(plots.size());
            one.setName(plot.name);
            one.setKind(plot.kind.code());
            one.setAreaMu(plot.areaMu);
            one.setCrop(plot.crop);
            one.setGeometry(plot.place == null ? null : JSONB.valueOf(plot.place.toGeoJson()));
            one.setMeasuredMu(plot.place == null ? null : plot.place.area().mu());
            plots.add(one);
        }
        if (!plots.isEmpty()) sql.insertInto(PLOTS).set(plots).execute();
        var certificates = new ArrayList<CertificatesRecord>();
        for (var certificate : checked.certificates) {
            var one = new CertificatesRecord();
            one.setBaseId(base);
            one.setType(certificate.type.code());
            one.setNumber(certificate.number);
            one.setValidFrom(certificate.validFrom);
            one.setValidTo(certificate.validTo);
            one.setFileId(certificate.fileId);
            certificates.add(one);
        }
        if (!certificates.isEmpty())
            sql.insertInto(CERTIFICATES).set(certificates).execute();
    }

    private static JournalEntry entry(String act, Base base, String summary) {
        return JournalEntry.of(act, base.region(), "base", base.id(), base.name(), summary);
    }

    private String json(Base base) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("number", base.number());
        values.put("producer", base.producerId());
        values.put("name", base.name());
        values.put("region", base.region().value());
        values.put("address", base.address());
        values.put("product", base.product());
        values.put("areaMu", base.areaMu());
        values.put("measuredMu", base.measuredMu());
        values.put("responsible", base.responsibleName());
        values.put("supervisionPhone", base.supervisionPhone());
        values.put("techniques", base.techniques());
        values.put("goodVarietyPercent", base.goodVarietyPercent());
        values.put("internalInspectors", base.internalInspectors());
        values.put("householdsLed", base.householdsLed());
        values.put("operatingProcedure", base.operatingProcedure());
        values.put(
                "signboardOn",
                base.signboardOn() == null ? null : base.signboardOn().toString());
        values.put(
                "plots",
                base.plots().stream()
                        .map(plot -> plot.name() + " " + new Area(plot.areaMu()) + " 亩"
                                + (plot.place() == null ? "" : "，已圈"))
                        .toList());
        values.put(
                "certificates",
                base.certificates().stream()
                        .map(one -> one.type().code() + " " + one.number() + " " + one.validTo())
                        .toList());
        return json.writeValueAsString(values);
    }

    /// What is different, in words for the journal.
    private static String differences(Base before, Base after) {
        var changed = new ArrayList<String>();
        if (before.producerId() != after.producerId()) changed.add("主体");
        if (!before.name().equals(after.name())) changed.add("名称");
        if (!before.region().equals(after.region())) changed.add("所在地");
        if (!before.address().equals(after.address())) changed.add("地址");
        if (!before.product().equals(after.product()) || before.productClass() != after.productClass())
            changed.add("产品");
        if (before.areaMu().compareTo(after.areaMu()) != 0)
            changed.add("面积 " + new Area(before.areaMu()) + " 改为 " + new Area(after.areaMu()) + " 亩");
        if (!before.responsibleName().equals(after.responsibleName())) changed.add("负责人");
        if (!before.supervisionPhone().equals(after.supervisionPhone())) changed.add("监督电话");
        if (!java.util.Objects.equals(before.techniques(), after.techniques())
                || !java.util.Objects.equals(before.signboardOn(), after.signboardOn())) changed.add("标识牌");
        if (!java.util.Objects.equals(before.measuredMu(), after.measuredMu())) changed.add("位置");
        if (!described(before.plots()).equals(described(after.plots()))) changed.add("地块");
        if (!before.certificates().stream()
                .map(Bases::described)
                .toList()
                .equals(after.certificates().stream().map(Bases::described).toList())) changed.add("认证");
        if (!java.util.Objects.equals(before.goodVarietyPercent(), after.goodVarietyPercent())
                || !java.util.Objects.equals(before.internalInspectors(), after.internalInspectors())
                || !java.util.Objects.equals(before.householdsLed(), after.householdsLed())
                || !java.util.Objects.equals(before.operatingProcedure(), after.operatingProcedure()))
            changed.add("管理情况");
        return changed.isEmpty() ? "没有改动" : String.join("、", changed);
    }

    private static List<String> described(List<Plot> plots) {
        return plots.stream()
                .map(plot -> plot.name() + plot.kind() + plot.areaMu() + plot.crop() + plot.measuredMu())
                .toList();
    }

    private static String described(Certificate one) {
        return one.type() + one.number() + one.validFrom() + one.validTo();
    }

    // Rows

    private Base whole(BasesRecord row) {
        var plots = sql.selectFrom(PLOTS)
                .where(PLOTS.BASE_ID.eq(row.getId()))
                .orderBy(PLOTS.POSITION, PLOTS.ID)
                .fetch(plot -> new Plot(
                        plot.getId(),
                        plot.getName(),
                        PlotKind.ofCode(plot.getKind()).orElse(PlotKind.PLOT),
                        plot.getAreaMu(),
                        plot.getMeasuredMu(),
                        plot.getCrop(),
                        plot.getGeometry() == null
                                ? null
                                : Place.stored(plot.getGeometry().data())));
        var certificates = sql.selectFrom(CERTIFICATES)
                .where(CERTIFICATES.BASE_ID.eq(row.getId()))
                .orderBy(CERTIFICATES.ID)
                .fetch(Bases::certificate);
        return new Base(
                row.getId(),
                row.getNumber(),
                row.getProducerId(),
                row.getProducerName(),
                row.getName(),
                new RegionCode(row.getRegionCode()),
                row.getAddress(),
                row.getProduct(),
                productClass(row),
                row.getAreaMu(),
                row.getMeasuredMu(),
                row.getLongitude(),
                row.getLatitude(),
                row.getResponsibleName(),
                row.getSupervisionPhone(),
                row.getTechniques(),
                row.getGoodVarietyPercent(),
                row.getInternalInspectors(),
                row.getHouseholdsLed(),
                row.getOperatingProcedure(),
                row.getSignboardOn(),
                row.getActive(),
                row.getClosedReason(),
                row.getRevision(),
                row.getDemo(),
                row.getUpdatedAt(),
                plots,
                certificates);
    }

    static Certificate certificate(CertificatesRecord row) {
        return new Certificate(
                row.getId(),
                CertificateType.ofCode(row.getType()).orElseThrow(),
                row.getNumber(),
                row.getValidFrom(),
                row.getValidTo(),
                row.getFileId());
    }

    private static BaseRow row(BasesRecord row) {
        return new BaseRow(
                row.getId(),
                row.getNumber(),
                row.getName(),
                row.getProducerId(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                row.getProduct(),
                productClass(row),
                row.getAreaMu(),
                row.getMeasuredMu(),
                row.getLongitude(),
                row.getLatitude(),
                row.getResponsibleName(),
                row.getSupervisionPhone(),
                row.getActive(),
                row.getDemo());
    }

    private static @Nullable Crop productClass(BasesRecord row) {
        var code = row.getProductClass();
        return code == null ? null : Crop.ofCode(code).orElse(null);
    }
}
