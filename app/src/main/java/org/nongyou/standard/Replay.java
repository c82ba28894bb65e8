package org.nongyou.standard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What would have changed (试算): the same uses judged by two books, and those whose answers differ.
/// @param asked  uses that were judged
/// @param differ how many answers differ
/// @param first  the first of them
/// @param from   where the uses come from, with their numbers: 生产记录 1,200 条
public record Replay(int asked, int differ, List<Other> first, List<String> from) {

    static final int SHOWN = 200;

    /// @param before the answer of the book in force
    public record Other(String name, String registration, String crop, LocalDate day, String before, String after) {}

    public Replay {
        first = List.copyOf(first);
        from = List.copyOf(from);
    }

    static Replay of(RuleBook before, RuleBook after, Iterable<UsesOnFile.Use> uses, List<String> from) {
        var old = new InputRules(before);
        var proposed = new InputRules(after);
        int asked = 0;
        int differ = 0;
        var first = new ArrayList<Other>();
        for (var use : uses) {
            asked++;
            var was = old.mayUse(use.name(), use.registration(), use.crop(), use.day());
            var will = proposed.mayUse(use.name(), use.registration(), use.crop(), use.day());
            if (same(was, will)) continue;
            differ++;
            if (first.size() < SHOWN)
                first.add(new Other(
                        use.name(),
                        Optional.ofNullable(use.registration()).orElse(""),
                        use.crop(),
                        use.day(),
                        was.say(),
                        will.say()));
        }
        return new Replay(asked, differ, first, from);
    }

    /// The verdict and the first day of harvest are what somebody acts on.
    private static boolean same(UseAnswer was, UseAnswer will) {
        return was.verdict() == will.verdict()
                && Optional.ofNullable(was.waiting())
                        .flatMap(one -> one.earliest(was.day()))
                        .equals(Optional.ofNullable(will.waiting()).flatMap(one -> one.earliest(will.day())))
                && was.mostUses().equals(will.mostUses());
    }

    /// Questions that the rows themselves raise: each substance with each place that an interval or a ban names, on a
    /// day before and a day after, and each registered product on its crops.
    static Set<UsesOnFile.Use> samples(RuleBook book, Set<String> registrations, List<LocalDate> days, int most) {
        var uses = new LinkedHashSet<UsesOnFile.Use>();
        for (var day : days) {
            for (var registration : registrations)
                for (var line : book.products(registration))
                    if (uses.size() < most)
                        uses.add(new UsesOnFile.Use(line.name(), line.registration(), line.crop(), day));
            for (var row : book.rows().intervals())
                if (uses.size() < most) uses.add(new UsesOnFile.Use(row.printed(), null, row.place(), day));
            for (var row : book.rows().restrictions()) {
                if (row.substance() == null) continue;
                var places = new ArrayList<>(row.places());
                for (var produce : book.rows().produce())
                    if (produce.keyVariety() && produce.inputs() == row.kind()) places.add(produce.name());
                for (var place : places)
                    if (uses.size() < most) uses.add(new UsesOnFile.Use(row.substance(), null, place, day));
            }
        }
        return uses;
    }
}
