package org.nongyou.base;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import nongyoudb.base.tables.records.BasesRecord;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.producer.Crop;
import org.nongyou.producer.Phone;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// What is looked through before a base is entered (登记审查): every field of its form, and whose it may be.
@Component
class BaseCheck {

    static final int MOST_PLOTS = 200;
    private static final int MOST_CERTIFICATES = 40;
    private static final BigDecimal LARGEST_MU = new BigDecimal("10000000");
    private final Divisions divisions;
    private final Producers producers;
    private final Files files;
    private final Clock clock;

    BaseCheck(Divisions divisions, Producers producers, Files files, Clock clock) {
        this.divisions = divisions;
        this.producers = producers;
        this.files = files;
        this.clock = clock;
    }

    record CheckedPlot(
            String name,
            PlotKind kind,
            BigDecimal areaMu,
            String crop,
            @Nullable Place place) {}

    record CheckedCertificate(
            CertificateType type,
            String number,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo,
            @Nullable Long fileId) {}

    record Checked(
            BasesRecord row, @Nullable Place place, List<CheckedPlot> plots, List<CheckedCertificate> certificates) {}

    /// Checks everything at once, so that the person mends all in one go.
    Decision<Checked> of(Actor actor, BaseForm form, @Nullable BasesRecord existing, @Nullable Producer producer) {
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
                        () -> problems.add((form.areaMu().strip().matches("-\\d.*|0+(\\.0*)?")
                                        ? Refusal.of(
                                                "base.area.positive",
                                                form.areaMu().strip())
                                        : Refusal.of("base.area.number"))
                                .at("areaMu")));

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
    @Nullable
    Producer producer(Actor actor, BaseForm form, @Nullable BasesRecord existing) {
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

    static Decision<Optional<Place>> place(BaseForm form) {
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
        problems.add((text.matches("\\d{8,20}")
                        ? Refusal.of("base.whole-large", text)
                        : text.matches("-\\d+")
                                ? Refusal.of("base.whole-negative", text)
                                : Refusal.of("base.whole-number"))
                .at(field));
        return null;
    }

    private static @Nullable LocalDate date(String typed, String field, List<Refusal> problems) {
        var text = typed.strip().replace('/', '-').replace('.', '-');
        if (text.isEmpty()) return null;
        try {
            var day = TypedDay.parse(text);
            if (day.getYear() >= 1980 && day.getYear() <= 2100) return day;
        } catch (DateTimeParseException e) {
            // told below
        }
        problems.add(Refusal.of("base.date").at(field));
        return null;
    }
}
