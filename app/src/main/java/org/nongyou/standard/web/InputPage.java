package org.nongyou.standard.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.standard.Clause;
import org.nongyou.standard.Interval;
import org.nongyou.standard.Produce;
import org.nongyou.standard.Restriction;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.UseAnswer;
import org.nongyou.web.Entered;

/// Pages `/standards/inputs` and `/public/inputs`.
/// @param home    path of the page: `/standards/inputs` or `/public/inputs`
/// @param open    for everybody, without an account
/// @param because source, confidence and clause of the answer; empty without one
/// @param answer  null until crop and drug are typed
/// @param produce the crop, where it was found
/// @param nearby  what may have been meant instead
/// @param keys    the key products, to pick from
/// @param names   to choose from while typing
/// @param banned  substances banned for all uses on the day
public record InputPage(
        String home,
        boolean open,
        boolean rules,
        String tone,
        String say,
        String because,
        @Nullable UseAnswer answer,
        @Nullable Produce produce,
        List<Near> nearby,
        List<Known> intervals,
        List<Restriction> bans,
        List<Key> keys,
        List<String> names,
        int banned,
        List<Clause> clauses,
        RuleBook.Release release,
        Entered entered) {

    public record Near(String name, String href) {}

    public record Key(String name, String href, boolean chosen) {}

    /// @param ban 已禁用, 不准用于…; empty where the waiting time counts
    public record Known(Interval row, String href, String ban) {}
}
