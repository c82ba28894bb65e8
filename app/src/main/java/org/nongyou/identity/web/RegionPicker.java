package org.nongyou.identity.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;

/// Selects one below the other, from the administrator's own area down. All have the name `region`; the deepest that
/// lies within the one above counts, so that a form sent without scripts says the same.
/// @param root    the widest that may be picked
/// @param deepest the level at which picking ends
public record RegionPicker(RegionCode root, Level deepest, RegionCode picked, List<Select> selects) {

    /// @param value the division picked here; the first choice stands for the one above
    public record Select(
            String id, String label, RegionCode above, String aboveName, String value, List<Division> choices) {}

    static RegionPicker of(Divisions divisions, RegionCode root, Level deepest, @Nullable RegionCode wanted) {
        var picked = wanted != null
                        && root.contains(wanted)
                        && divisions.find(wanted).isPresent()
                ? wanted
                : root;
        var selects = new ArrayList<Select>();
        var above = root;
        while (above.level().isAbove(deepest)) {
            var choices = divisions.children(above);
            if (choices.isEmpty()) break;
            var area = above;
            var chosen = choices.stream()
                    .map(Division::code)
                    .filter(code -> code.contains(picked))
                    .findFirst();
            var number = selects.size();
            selects.add(new Select(
                    number == 0 ? "region" : "region-" + number,
                    choices.getFirst().level().title() + "地区",
                    area,
                    divisions.name(area),
                    chosen.orElse(area).value(),
                    choices));
            if (chosen.isEmpty()) break;
            above = chosen.get();
        }
        return new RegionPicker(root, deepest, picked, selects);
    }

    /// What a form with these selects means; null when it names nothing.
    static @Nullable RegionCode read(@Nullable List<String> sent) {
        RegionCode picked = null;
        for (var text : sent == null ? List.<String>of() : sent) {
            var code = RegionCode.parse(text).orElse(null);
            if (code == null || (picked != null && !picked.contains(code))) break;
            picked = code;
        }
        return picked;
    }
}
