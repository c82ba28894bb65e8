package org.nongyou.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nongyou.base.BaseForm;
import org.nongyou.base.Bases;
import org.nongyou.certification.CertificateForm;
import org.nongyou.certification.CertificateKind;
import org.nongyou.certification.Certificates;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.print.SheetFile;
import org.nongyou.producer.Crop;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.ProducerKind;
import org.nongyou.producer.Producers;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.subsidy.SupportForm;
import org.nongyou.subsidy.SupportKind;
import org.nongyou.subsidy.Supports;
import org.springframework.stereotype.Component;

/// Turns rows of a table into forms and tells each fault in its cell. One [Pass] goes through one file.
@Component
class RowReader {

    private final Producers producers;
    private final Bases bases;
    private final Certificates certificates;
    private final Supports supports;
    private final Divisions divisions;

    RowReader(Producers producers, Bases bases, Certificates certificates, Supports supports, Divisions divisions) {
        this.supports = supports;
        this.producers = producers;
        this.bases = bases;
        this.certificates = certificates;
        this.divisions = divisions;
    }

    /// A row with what is wrong in it.
    record Checked(SheetFile.TableRow row, List<RowProblem> problems) {}

    Pass pass(Actor actor, ImportKind kind) {
        return new Pass(actor, kind);
    }

    /// Remembers the rows before, so that doubles within the file are found.
    final class Pass {

        private final Actor actor;
        private final ImportKind kind;
        private final Map<String, String> regions;
        private final Map<String, Integer> seen = new HashMap<>();

        private Pass(Actor actor, ImportKind kind) {
            this.actor = actor;
            this.kind = kind;
            this.regions = regionNames(actor);
        }

        /// Checks some hundreds of rows without writing.
        List<Checked> check(List<SheetFile.TableRow> rows) {
            return go(rows, false);
        }

        /// Checks and registers them, in the caller's transaction.
        List<Checked> register(List<SheetFile.TableRow> rows) {
            return go(rows, true);
        }

        private List<Checked> go(List<SheetFile.TableRow> rows, boolean write) {
            var problems = new LinkedHashMap<SheetFile.TableRow, List<RowProblem>>();
            var fit = new ArrayList<SheetFile.TableRow>();
            for (var row : rows) {
                var found = new ArrayList<RowProblem>();
                for (var cell : row.problems()) found.add(at(row, cell.column(), cell.sentence()));
                choices(row, found);
                doubleInFile(row).ifPresent(found::add);
                problems.put(row, found);
                if (found.isEmpty()) fit.add(row);
            }
            var refusals = switch (kind) {
                case PRODUCERS -> {
                    var forms = fit.stream().map(this::producer).toList();
                    yield write ? refusals(producers.registerAll(actor, forms)) : producers.problems(actor, forms);
                }
                case BASES -> {
                    var forms = fit.stream().map(this::base).toList();
                    yield write ? refusals(bases.registerAll(actor, forms)) : bases.problems(actor, forms);
                }
                case CERTIFICATES -> {
                    var forms = fit.stream().map(this::certificate).toList();
                    yield write ? refusals(certificates.recordAll(actor, forms)) : certificates.problems(actor, forms);
                }
                case SUPPORTS -> {
                    var forms = fit.stream().map(this::support).toList();
                    yield write ? refusals(supports.recordAll(actor, forms)) : supports.problems(actor, forms);
                }
            };
            for (int i = 0; i < fit.size(); i++) {
                var row = fit.get(i);
                refusals.get(i).ifPresent(refusal -> {
                    var found = problems.computeIfAbsent(row, _ -> new ArrayList<>());
                    for (var one : refusal.all()) found.add(at(row, column(one.field()), sentence(row, one)));
                });
            }
            return problems.entrySet().stream()
                    .map(entry -> new Checked(entry.getKey(), List.copyOf(entry.getValue())))
                    .toList();
        }

        private static <T> List<Optional<Refusal>> refusals(List<Decision<T>> decisions) {
            return decisions.stream()
                    .map(decision -> switch (decision) {
                        case Decision.Done<T> _ -> Optional.<Refusal>empty();
                        case Decision.Refused<T>(var refusal) -> Optional.of(refusal);
                    })
                    .toList();
        }

        /// What the row says of its region when no such region is known.
        private String sentence(SheetFile.TableRow row, Refusal refusal) {
            var field = refusal.field();
            if ("region".equals(field)) {
                var typed = value(row, "region");
                if (!typed.isEmpty() && refusal.key().endsWith("region.missing"))
                    return "“" + typed + "”在你的辖区里找不到，写县名全称或 6 位区划代码";
            }
            if ("producerId".equals(field)
                    && (refusal.key().equals("base.producer.missing")
                            || refusal.key().equals("certification.holder")
                            || refusal.key().equals("subsidy.support.producer"))) {
                var typed = value(row, "producerId");
                return typed.isEmpty() ? "填主体的统一社会信用代码" : "“" + typed + "”不在你辖区的主体名录里，先登记主体";
            }
            return refusal.message();
        }

        private void choices(SheetFile.TableRow row, List<RowProblem> found) {
            for (int c = 0; c < kind.columns().size(); c++) {
                var column = kind.columns().get(c);
                var typed = row.values().get(c);
                if (typed.isEmpty()
                        || column.choices().isEmpty()
                        || column.choices().contains(typed)) continue;
                found.add(at(row, c, "“" + typed + "”不在选项里，只能是：" + String.join("、", column.choices())));
            }
            if (kind == ImportKind.PRODUCERS) {
                for (var crop : crops(value(row, "mainCrops"))) {
                    if (Crop.ofTitle(crop).isEmpty()) found.add(at(row, column("mainCrops"), "“" + crop + "”不在主营的选项里"));
                }
            }
        }

        private Optional<RowProblem> doubleInFile(SheetFile.TableRow row) {
            var field = switch (kind) {
                case PRODUCERS -> value(row, "creditCode").isEmpty() ? "identityNumber" : "creditCode";
                case BASES -> "name";
                case CERTIFICATES, SUPPORTS -> "number";
            };
            var key = switch (kind) {
                case PRODUCERS -> value(row, field);
                case BASES -> value(row, "producerId") + " " + value(row, "name");
                case CERTIFICATES -> value(row, "number").isEmpty() ? "" : value(row, "kind") + value(row, "number");
                case SUPPORTS ->
                    value(row, "number").isEmpty()
                            ? ""
                            : value(row, "kind") + value(row, "provider") + value(row, "number");
            };
            if (key.isBlank()) return Optional.empty();
            var before = seen.putIfAbsent(key.replaceAll("\\s", "").toUpperCase(java.util.Locale.ROOT), row.number());
            return before == null ? Optional.empty() : Optional.of(at(row, column(field), "和第 " + before + " 行重复"));
        }

        private ProducerForm producer(SheetFile.TableRow row) {
            return new ProducerForm(
                    ProducerKind.ofTitle(value(row, "kind"))
                            .map(ProducerKind::code)
                            .orElse(""),
                    value(row, "name"),
                    value(row, "creditCode"),
                    value(row, "identityNumber"),
                    region(row),
                    value(row, "address"),
                    value(row, "contactName"),
                    value(row, "phone"),
                    crops(value(row, "mainCrops")).stream()
                            .map(Crop::ofTitle)
                            .flatMap(Optional::stream)
                            .map(Crop::code)
                            .toList(),
                    value(row, "traceabilityRegistered").equals("是"),
                    value(row, "creditFiled").equals("是"));
        }

        private BaseForm base(SheetFile.TableRow row) {
            return new BaseForm(
                    value(row, "producerId").replaceAll("\\s", "").toUpperCase(java.util.Locale.ROOT),
                    value(row, "name"),
                    region(row),
                    value(row, "address"),
                    value(row, "product"),
                    Crop.ofTitle(value(row, "productClass")).map(Crop::code).orElse(""),
                    value(row, "areaMu"),
                    value(row, "responsibleName"),
                    value(row, "supervisionPhone"),
                    value(row, "techniques"),
                    value(row, "goodVarietyPercent"),
                    value(row, "internalInspectors"),
                    value(row, "householdsLed"),
                    switch (value(row, "operatingProcedure")) {
                        case "有" -> "yes";
                        case "没有" -> "no";
                        default -> "";
                    },
                    value(row, "signboardOn"),
                    List.of(),
                    List.of());
        }

        private CertificateForm certificate(SheetFile.TableRow row) {
            return new CertificateForm(
                    CertificateKind.ofTitle(value(row, "kind"))
                            .map(CertificateKind::code)
                            .orElse(""),
                    value(row, "number"),
                    value(row, "producerId").replaceAll("\\s", "").toUpperCase(java.util.Locale.ROOT),
                    List.of(),
                    value(row, "products"),
                    value(row, "areaMu"),
                    value(row, "outputTonnes"),
                    value(row, "certifier"),
                    value(row, "issuedOn"),
                    value(row, "validFrom"),
                    value(row, "validTo"),
                    value(row, "conversionFrom"),
                    value(row, "conversionMonths"),
                    value(row, "note"));
        }

        private SupportForm support(SheetFile.TableRow row) {
            return new SupportForm(
                    SupportKind.ofTitle(value(row, "kind"))
                            .map(SupportKind::code)
                            .orElse(""),
                    value(row, "producerId").replaceAll("\\s", "").toUpperCase(java.util.Locale.ROOT),
                    value(row, "baseId"),
                    value(row, "title"),
                    value(row, "provider"),
                    value(row, "number"),
                    value(row, "amount"),
                    value(row, "publicMoney"),
                    value(row, "from"),
                    value(row, "to"),
                    value(row, "basis"),
                    value(row, "note"));
        }

        private String region(SheetFile.TableRow row) {
            var typed = value(row, "region").replaceAll("[\\s·]", "");
            return regions.getOrDefault(typed, typed);
        }

        private String value(SheetFile.TableRow row, String field) {
            return row.values().get(column(field));
        }

        /// The column of a field; the first where the refusal names none.
        private int column(@org.jspecify.annotations.Nullable String field) {
            for (int c = 0; c < kind.columns().size(); c++) {
                if (kind.columns().get(c).field().equals(field)) return c;
            }
            return 0;
        }

        private RowProblem at(SheetFile.TableRow row, int column, String sentence) {
            return new RowProblem(
                    row.number(),
                    SheetFile.columnLetter(column),
                    kind.columns().get(column).title(),
                    sentence);
        }
    }

    private static List<String> crops(String typed) {
        return typed.isEmpty()
                ? List.of()
                : java.util.Arrays.stream(typed.split("[、，,;；/\\s]+"))
                        .filter(crop -> !crop.isEmpty())
                        .toList();
    }

    /// Every way in which a place of the area is written: 襄垣县, 长治市襄垣县, 山西省长治市襄垣县; townships of the own
    /// county by name. A name that two places share leads nowhere.
    private Map<String, String> regionNames(Actor actor) {
        var names = new HashMap<String, String>();
        var twice = new java.util.HashSet<String>();
        var places = new ArrayList<Division>();
        if (actor.region().level().isAbove(Level.COUNTY)) {
            places.addAll(divisions.within(actor.region(), Level.COUNTY));
        } else {
            divisions.find(actor.region()).ifPresent(places::add);
            places.addAll(divisions.children(actor.region()));
        }
        for (var place : places) {
            var parent = place.code().parent().map(divisions::name).orElse("");
            for (var name : java.util.Set.of(place.name(), parent + place.name(), place.fullName())) {
                var other = names.putIfAbsent(name, place.code().value());
                if (other != null && !other.equals(place.code().value())) twice.add(name);
            }
        }
        twice.forEach(names::remove);
        return names;
    }
}
