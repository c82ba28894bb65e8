package org.nongyou.standard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nongyou.standard.UseAnswer.Verdict;

/// Judges by a rule book and explains itself. Pure: the same book, names and day give the same answer. A ban is judged
/// by
/// the day of use, a limit by the day of sampling.
public final class InputRules {

    private final RuleBook book;

    public InputRules(RuleBook book) {
        this.book = book;
    }

    /// Whether somebody may use the substance on the crop or animal on this day. Bans beat waiting times; a ban whose
    /// day
    /// is not known counts on every day.
    public UseAnswer mayUse(String substance, String crop, LocalDate day) {
        var produce = book.produce(crop).orElse(null);
        if (produce == null)
            return new UseAnswer(
                    Verdict.UNKNOWN,
                    substance,
                    null,
                    crop,
                    null,
                    day,
                    List.of(),
                    List.of(),
                    null,
                    List.of(),
                    List.of(),
                    null,
                    null);
        var input = book.input(produce.inputs(), substance).orElse(null);
        if (input == null)
            return new UseAnswer(
                    Verdict.UNKNOWN,
                    substance,
                    null,
                    crop,
                    produce,
                    day,
                    List.of(),
                    book.cautions(produce),
                    null,
                    List.of(),
                    List.of(book.clause("general")),
                    null,
                    null);
        var banned = new ArrayList<Restriction>();
        var here = new ArrayList<Restriction>();
        var restricted = new ArrayList<Restriction>();
        var notices = new ArrayList<Restriction>();
        for (var row : book.restrictions(input)) {
            var group = weigh(row, produce);
            if (group == Weight.NONE) continue;
            if (group == Weight.TELL || !row.inForce(day)) notices.add(row);
            else
                switch (group) {
                    case BANNED -> banned.add(row);
                    case HERE -> here.add(row);
                    case RESTRICTED -> restricted.add(row);
                    case TELL, NONE -> throw new IllegalStateException("told above");
                }
        }
        var waiting = interval(input, produce, null, day).orElse(null);
        var verdict = !banned.isEmpty()
                ? Verdict.BANNED
                : !here.isEmpty() || waiting != null && waiting.notWhileLaying()
                        ? Verdict.BANNED_HERE
                        : !restricted.isEmpty()
                                ? Verdict.RESTRICTED
                                : waiting != null ? Verdict.LIMITED : Verdict.UNKNOWN;
        var grounds = new ArrayList<>(banned);
        grounds.addAll(here);
        if (grounds.isEmpty() || verdict == Verdict.RESTRICTED) grounds.addAll(restricted);
        else notices.addAll(restricted);
        if (!verdict.forbids()) notices.addAll(book.cautions(produce));
        boolean idle = verdict.forbids() && !grounds.isEmpty();
        return new UseAnswer(
                verdict,
                substance,
                input,
                crop,
                produce,
                day,
                grounds,
                notices,
                idle ? null : waiting,
                idle && waiting != null ? rows(waiting) : List.of(),
                clauses(verdict, produce, waiting != null && !idle),
                null,
                null);
    }

    /// Whether somebody may use this product: bans of each of its ingredients first, then its label, which beats the
    /// general tables. A registration that the rules do not have is told and judged by the name.
    /// @param name         as typed or printed on the label
    /// @param registration of the product; null or blank where none was entered
    public UseAnswer mayUse(String name, @Nullable String registration, String crop, LocalDate day) {
        if (registration == null || registration.isBlank()) return mayUse(name, crop, day);
        var label = label(registration, crop, day).orElse(null);
        if (label == null) return mayUse(name, crop, day).with(registration.strip(), null);
        var produce = book.produce(crop).orElse(null);
        if (produce == null) return mayUse(name, crop, day).with(label.registration(), label);
        UseAnswer worst = null;
        Waiting general = null;
        var notices = new LinkedHashSet<Restriction>();
        for (var substance : label.substances()) {
            var one = mayUse(substance, crop, day);
            notices.addAll(one.notices());
            general = longer(general, one.waiting());
            if (worst == null || one.verdict().compareTo(worst.verdict()) < 0) worst = one;
        }
        if (worst == null) throw new IllegalStateException("no ingredient: " + label.registration());
        var line = label.line();
        var verdict = worst.verdict();
        var waiting = line == null || label.expired() && general != null
                ? general
                : new Waiting(line, null, List.of(), 0, false, false, List.of());
        if (!verdict.forbids()) {
            if (line == null) verdict = Verdict.OFF_LABEL;
            else if (line.rule() == WaitRule.NOT_WHILE_LAYING) verdict = Verdict.BANNED_HERE;
            else if (verdict == Verdict.UNKNOWN) verdict = Verdict.LIMITED;
        }
        boolean idle = verdict.forbids() && !(waiting != null && waiting.notWhileLaying());
        return new UseAnswer(
                verdict,
                name,
                worst.input() == null
                        ? new InputName(label.kind(), label.substances().getFirst(), label.formulation(), "", "")
                        : worst.input(),
                crop,
                produce,
                day,
                worst.grounds(),
                List.copyOf(notices),
                idle ? null : waiting,
                worst.idle(),
                clauses(verdict, produce, waiting != null && !idle),
                label.registration(),
                label);
    }

    private static @Nullable Waiting longer(@Nullable Waiting one, @Nullable Waiting other) {
        if (one == null || other == null) return one == null ? other : one;
        if (one.notWhileLaying()) return one;
        return other.notWhileLaying() || other.days().orElse(0) > one.days().orElse(0) ? other : one;
    }

    /// The label of a registered product; empty where the rules do not have this number. On a crop that the
    /// classification does not have, only a line of just this name counts.
    public Optional<Label> label(String registration, String crop, LocalDate day) {
        var lines = book.products(registration);
        if (lines.isEmpty()) return Optional.empty();
        var produce = book.produce(crop).orElse(null);
        var line = lines.stream()
                .filter(one -> produce == null
                        ? Plain.text(one.crop()).equals(Plain.text(crop))
                        : book.within(produce, one.crop()))
                .min(Comparator.comparing((Product one) -> !one.validOn(day))
                        .thenComparing(one -> produce == null
                                ? 0
                                : book.levels(produce).getOrDefault(book.place(one.crop()), Integer.MAX_VALUE)));
        return Optional.of(new Label(lines.getFirst().registration(), crop, day, lines, line.orElse(null)));
    }

    /// The active ingredients of what a label names: by its registration, else by the name. Empty where neither is
    /// known, which says nothing about what is in it.
    public List<String> substancesOf(InputKind kind, String labelName, @Nullable String registration) {
        if (registration != null && !registration.isBlank()) {
            var lines = book.products(registration);
            if (!lines.isEmpty()) return lines.getFirst().substances();
        }
        return book.input(kind, labelName).map(InputName::name).stream().toList();
    }

    /// The ban of a pesticide for all uses on this day: a crop need not be known for that.
    public Optional<Restriction> bannedEverywhere(String pesticide, LocalDate day) {
        return book.input(InputKind.PESTICIDE, pesticide).stream()
                .flatMap(input -> book.restrictions(input).stream())
                .filter(row -> row.measure() == Measure.BANNED && row.inForce(day))
                .findFirst();
    }

    private enum Weight {
        BANNED,
        HERE,
        RESTRICTED,
        TELL,
        NONE
    }

    private Weight weigh(Restriction row, Produce produce) {
        boolean within = row.places().stream().anyMatch(place -> book.within(produce, place));
        boolean below = row.places().stream().anyMatch(place -> book.below(produce, place));
        return switch (row.measure()) {
            case BANNED -> Weight.BANNED;
            case BANNED_HERE -> within ? Weight.HERE : below ? Weight.TELL : Weight.NONE;
            case ONLY_HERE -> within ? Weight.RESTRICTED : Weight.HERE;
            case RESTRICTED -> row.places().isEmpty() || within ? Weight.RESTRICTED : below ? Weight.TELL : Weight.NONE;
            case NO_REGISTRATION -> Weight.TELL;
            case CAUTION -> Weight.TELL;
        };
    }

    private List<Clause> clauses(Verdict verdict, Produce produce, boolean waits) {
        var clauses = new ArrayList<Clause>();
        clauses.add(book.clause("general"));
        if (produce.animal()) {
            if (waits) clauses.add(book.clause("withdrawal"));
        } else {
            switch (verdict) {
                case BANNED -> clauses.add(book.clause("ban"));
                case BANNED_HERE, OFF_LABEL, RESTRICTED, UNKNOWN -> clauses.add(book.clause("place"));
                case LIMITED -> {}
            }
            if (waits) clauses.add(book.clause("interval"));
        }
        return clauses;
    }

    private static List<Interval> rows(Waiting waiting) {
        var rows = new ArrayList<Interval>();
        if (waiting.taken() != null) rows.add(waiting.taken());
        rows.addAll(waiting.same());
        return rows;
    }

    /// How long to wait after the substance was used on the crop. A registered product's label decides; without one the
    /// rows of the crop itself, else of the nearest group, and where sources differ the longest.
    /// @param product registration number, or null
    /// @param day     a label counts while it is valid
    public Optional<Waiting> interval(String substance, String crop, @Nullable String product, LocalDate day) {
        return book.produce(crop)
                .flatMap(produce -> book.input(produce.inputs(), substance)
                        .flatMap(input -> interval(input, produce, product, day)));
    }

    private Optional<Waiting> interval(InputName input, Produce produce, @Nullable String number, LocalDate day) {
        var label = number == null ? Optional.<Product>empty() : label(number, input, produce, day);
        var all = book.intervals(input);
        var form = Plain.text(input.formulation());
        var ofForm = all.stream()
                .filter(row -> Plain.text(row.formulation()).contains(form))
                .toList();
        boolean otherForms = ofForm.isEmpty() && !all.isEmpty();
        var byLevel = new TreeMap<Integer, List<Interval>>();
        var below = new ArrayList<Interval>();
        for (var row : otherForms ? all : ofForm) {
            var level = book.levels(produce).get(book.place(row.place()));
            if (level != null)
                byLevel.computeIfAbsent(level, _ -> new ArrayList<>()).add(row);
            else if (book.below(produce, row.place())) below.add(row);
        }
        boolean narrower = byLevel.isEmpty() && !below.isEmpty();
        if (narrower) byLevel.put(0, below);
        if (byLevel.isEmpty())
            return label.map(found -> new Waiting(found, null, List.of(), 0, false, false, List.of()));
        var nearest = byLevel.firstEntry();
        var rows = nearest.getValue();
        var taken = rows.stream().max(STRICTEST).orElseThrow();
        return Optional.of(new Waiting(
                label.orElse(null),
                label.isPresent() ? null : taken,
                rows.stream().filter(row -> label.isPresent() || row != taken).toList(),
                nearest.getKey(),
                narrower,
                otherForms,
                byLevel.tailMap(nearest.getKey(), false).values().stream()
                        .flatMap(List::stream)
                        .toList()));
    }

    /// Never while laying is stricter than any number of days.
    private static final Comparator<Interval> STRICTEST = Comparator.comparing(
                    (Interval row) -> row.rule() == WaitRule.NOT_WHILE_LAYING)
            .thenComparing(row -> row.longest() == null ? 0 : row.longest());

    private Optional<Product> label(String number, InputName input, Produce produce, LocalDate day) {
        return book.products(number).stream()
                .filter(one -> one.substances().contains(input.name()))
                .filter(one -> one.validOn(day))
                .filter(one -> book.within(produce, one.crop()))
                .min(Comparator.comparing(
                        one -> book.levels(produce).getOrDefault(book.place(one.crop()), Integer.MAX_VALUE)));
    }

    /// Editions in force on a day: the full one that began last, unless it is over, and the supplements.
    public List<Edition> inForce(LocalDate day) {
        var all = book.rows().editions();
        var editions = new ArrayList<Edition>();
        all.stream()
                .filter(one -> one.part() == Edition.Part.FULL && one.begunBy(day))
                .max(Comparator.comparing(Edition::from, Comparator.nullsFirst(Comparator.naturalOrder())))
                .filter(one -> !one.overBy(day))
                .ifPresent(editions::add);
        all.stream()
                .filter(one -> one.part() == Edition.Part.SUPPLEMENT && one.begunBy(day) && !one.overBy(day))
                .forEach(editions::add);
        return editions;
    }

    /// The limit for a sample taken on this day: of the food itself, else of the nearest group that does not except
    /// it. At the same distance a supplement goes before the full edition; among those the strictest counts.
    public LimitAnswer residueLimit(String substance, String food, LocalDate sampled) {
        var produce = book.produce(food).orElse(null);
        var input = book.input(InputKind.PESTICIDE, substance).orElse(null);
        var editions = inForce(sampled);
        if (produce == null || input == null)
            return new LimitAnswer(
                    substance, input, food, produce, sampled, editions, null, List.of(), List.of(), List.of());
        var names = editions.stream().map(Edition::standard).toList();
        var supplements = editions.stream()
                .filter(one -> one.part() == Edition.Part.SUPPLEMENT)
                .map(Edition::standard)
                .toList();
        var steps = new ArrayList<LimitAnswer.Step>();
        var byLevel = new TreeMap<Integer, List<ResidueLimit>>();
        var others = new ArrayList<ResidueLimit>();
        for (var row : book.limits(input)) {
            var level = book.levels(produce).get(book.place(row.food().group()));
            if (level == null) continue;
            boolean excepted = row.food().except().stream().anyMatch(one -> book.within(produce, one));
            if (!names.contains(row.standard())) {
                if (!excepted) others.add(row);
            } else if (excepted) steps.add(new LimitAnswer.Step(row.food().toString(), "不适用，" + produce.name() + "除外"));
            else byLevel.computeIfAbsent(level, _ -> new ArrayList<>()).add(row);
        }
        if (byLevel.isEmpty()) {
            steps.addFirst(
                    new LimitAnswer.Step(String.join("、", book.levels(produce).keySet()), "都没有这一项"));
            return new LimitAnswer(substance, input, food, produce, sampled, editions, null, List.of(), steps, others);
        }
        int nearest = byLevel.firstKey();
        var found = byLevel.getOrDefault(nearest, List.of());
        var added = found.stream()
                .filter(row -> supplements.contains(row.standard()))
                .toList();
        var taken = (added.isEmpty() ? found : added)
                .stream().min(Comparator.comparing(ResidueLimit::limit)).orElseThrow();
        if (nearest > 0) steps.addFirst(new LimitAnswer.Step(produce.name(), "没有单列"));
        steps.add(new LimitAnswer.Step(taken.food().toString(), taken.amount()));
        return new LimitAnswer(
                substance,
                input,
                food,
                produce,
                sampled,
                editions,
                taken,
                found.stream().filter(row -> row != taken).toList(),
                steps,
                others);
    }

    /// What a list of organic or green production says of an input on a day; empty where it does not name it, which
    /// with a whole list means that it may not be used.
    public List<Permitted> permitted(Permitted.List list, String name, LocalDate day) {
        var plain = Plain.text(name);
        var known = book.input(InputKind.PESTICIDE, name)
                .or(() -> book.input(InputKind.VETERINARY, name))
                .map(one -> Plain.text(one.name()))
                .orElse(plain);
        return book.rows().permitted().stream()
                .filter(one -> one.list() == list && one.on(day))
                .filter(one -> Plain.text(one.name()).equals(plain)
                        || Plain.text(one.name()).equals(known))
                .toList();
    }

    /// Residue limits of a veterinary drug in this animal; no edition is told, so none is chosen.
    public List<VeterinaryLimit> veterinaryLimits(String drug, String animal) {
        var produce = book.produce(animal).filter(Produce::animal).orElse(null);
        var input = book.input(InputKind.VETERINARY, drug).orElse(null);
        if (produce == null || input == null) return List.of();
        return book.rows().veterinaryLimits().stream()
                .filter(row -> row.substances().contains(input.name()))
                .filter(row -> row.animals().stream()
                        .anyMatch(place -> book.within(produce, place) || book.below(produce, place)))
                .toList();
    }

    /// All that is known of waiting times on a crop and the groups it belongs to, the crop's own first.
    public List<Interval> known(Produce produce) {
        return book.rows().intervals().stream()
                .filter(row -> row.kind() == produce.inputs() && book.within(produce, row.place()))
                .sorted(Comparator.comparing((Interval row) ->
                                book.levels(produce).getOrDefault(book.place(row.place()), Integer.MAX_VALUE))
                        .thenComparing(Interval::substance))
                .toList();
    }

    /// Bans that name this crop, its groups or its kinds.
    public List<Restriction> bansOn(Produce produce) {
        return book.rows().restrictions().stream()
                .filter(row -> row.kind() == produce.inputs() && row.measure() == Measure.BANNED_HERE)
                .filter(row -> row.places().stream()
                        .anyMatch(place -> book.within(produce, place) || book.below(produce, place)))
                .toList();
    }
}
