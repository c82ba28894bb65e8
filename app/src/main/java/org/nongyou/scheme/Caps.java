package org.nongyou.scheme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;
import org.nongyou.scheme.Entitlement.Cut;
import org.nongyou.scheme.Reckoning.Open;
import org.nongyou.scheme.Subsidy.CapPer;
import org.nongyou.scheme.Subsidy.SharedCap;

/// What caps leave of the lines of a claim: those of each rule first, then those over several rules together.
final class Caps {

    private static final int COUNTY_DIGITS = 6;

    private final Scheme scheme;
    private final SubsidyClaim claim;
    private final Collection<Open> open;

    /// @param open the lines that are paid, in the order of the claim
    Caps(Scheme scheme, SubsidyClaim claim, Collection<Open> open) {
        this.scheme = scheme;
        this.claim = claim;
        this.open = open;
    }

    void cut() {
        for (var line : open) cut(line);
        for (var cap : scheme.sharedCaps()) cut(cap);
    }

    private void cut(Open line) {
        for (var cap : line.rule.caps()) {
            if (cap.when() != null && !cap.when().holds(line.facts)) continue;
            var before = Money.ZERO;
            for (var one : claim.earlier()) {
                if (one.rule().equals(line.rule.id())
                        && cap.within().counts(one.date(), claim.date())
                        && under(cap.per(), line, one)) before = before.plus(one.amount());
            }
            for (var one : open) {
                if (one == line) break;
                if (one.rule.id().equals(line.rule.id())
                        && under(cap.per(), line, one)
                        && (cap.when() == null || cap.when().holds(one.facts))) before = before.plus(one.granted);
            }
            shrink(
                    line,
                    line.rule.capTitle(cap) + " " + Reckoning.yuan(cap.atMost()),
                    line.rule.clauses(),
                    before,
                    room(cap.atMost(), before));
        }
    }

    private void cut(SharedCap cap) {
        var groups = new LinkedHashMap<String, List<Open>>();
        for (var line : open) {
            if (!cap.rules().contains(line.rule.id())) continue;
            if (cap.when() != null && !cap.when().holds(line.facts)) continue;
            var key = switch (cap.per()) {
                case ITEM -> line.rule.item() + " " + line.item;
                case APPLICANT -> "";
                case REGION -> county(line.region);
            };
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(line);
        }
        for (var lines : groups.values()) {
            var before = Money.ZERO;
            for (var one : claim.earlier()) {
                if (cap.rules().contains(one.rule())
                        && cap.within().counts(one.date(), claim.date())
                        && under(cap.per(), lines.getFirst(), one)) before = before.plus(one.amount());
            }
            share(cap, lines, before, room(cap.atMost(), before));
        }
    }

    private static void share(SharedCap cap, List<Open> lines, Money before, Money room) {
        var sum = lines.stream().map(line -> line.granted).reduce(Money.ZERO, Money::plus);
        if (sum.compareTo(room) <= 0) return;
        switch (cap.cut()) {
            case LAST_FIRST -> {
                var left = room;
                for (var line : lines) {
                    var given = line.granted.min(left);
                    left = left.minus(given);
                    shrink(line, cap.title(), cap.clauses(), before, given);
                }
            }
            case PRO_RATA -> {
                var parts = new ArrayList<BigDecimal>();
                for (var line : lines) parts.add(BigDecimal.valueOf(line.granted.fen()));
                var given = split(room, parts);
                for (int i = 0; i < lines.size(); i++)
                    shrink(lines.get(i), cap.title(), cap.clauses(), before, given.get(i));
            }
        }
    }

    /// In proportion, rounded down; the fen that are left go one each to the largest remainders, the earlier first.
    static List<Money> split(Money whole, List<BigDecimal> parts) {
        var sum = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var fen = BigDecimal.valueOf(whole.fen());
        var given = new ArrayList<Money>();
        var remainders = new ArrayList<BigDecimal>();
        long left = whole.fen();
        for (var part : parts) {
            var divided = fen.multiply(part).divideAndRemainder(sum);
            given.add(new Money(divided[0].longValueExact()));
            remainders.add(divided[1]);
            left -= divided[0].longValueExact();
        }
        var order = new ArrayList<Integer>();
        for (int i = 0; i < parts.size(); i++) order.add(i);
        order.sort(Comparator.comparing((Integer i) -> remainders.get(i)).reversed());
        for (int i = 0; i < left; i++) {
            int at = order.get(i);
            given.set(at, given.get(at).plus(new Money(1)));
        }
        return given;
    }

    private static void shrink(Open line, String title, List<String> clauses, Money before, Money most) {
        if (line.granted.compareTo(most) <= 0) return;
        line.cuts.add(new Cut(title, clauses, before, line.granted, most));
        line.granted = most;
    }

    private static Money room(Money atMost, Money used) {
        var room = atMost.minus(used);
        return room.fen() < 0 ? Money.ZERO : room;
    }

    private boolean under(CapPer per, Open line, SubsidyClaim.Earlier earlier) {
        return switch (per) {
            case ITEM -> Reckoning.sameItem(scheme, line.rule, line.item, earlier);
            case APPLICANT -> earlier.sameApplicant();
            case REGION -> county(earlier.region()).equals(county(line.region));
        };
    }

    private static boolean under(CapPer per, Open line, Open other) {
        return switch (per) {
            case ITEM -> line.rule.item().equals(other.rule.item()) && line.item.equals(other.item);
            case APPLICANT -> true;
            case REGION -> county(other.region).equals(county(line.region));
        };
    }

    private static String county(@Nullable String region) {
        if (region == null) return "";
        return region.substring(0, Math.min(COUNTY_DIGITS, region.length()));
    }
}
