package org.nongyou.standard.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.web.Entered;

/// What was typed into a query, with what is wrong with it.
/// @param place crop, food or animal
/// @param drug  as typed
/// @param registration of the product, empty where none
/// @param day   today where none was typed or it was wrong
record Typed(String place, String drug, String registration, LocalDate day, Entered entered) {

    private static final int LONGEST = 100;
    private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 12, 31);

    /// @param placeField name of the field of the crop or food
    static Typed of(Map<String, String> query, String placeField, LocalDate today) {
        var faults = new ArrayList<Refusal>();
        var place = text(query, placeField, faults);
        var drug = text(query, "drug", faults);
        var registration = text(query, "registration", faults);
        var day = day(query.getOrDefault("day", "").strip(), today, faults);
        return new Typed(
                place,
                drug,
                registration,
                day,
                new Entered(
                        Map.of(placeField, place, "drug", drug, "registration", registration, "day", day.toString()),
                        faults));
    }

    private static String text(Map<String, String> query, String field, List<Refusal> faults) {
        var text = query.getOrDefault(field, "").strip();
        if (text.codePointCount(0, text.length()) <= LONGEST) return text;
        faults.add(Refusal.of("standard.too-long", LONGEST).at(field));
        return text.substring(0, text.offsetByCodePoints(0, LONGEST));
    }

    private static LocalDate day(String text, LocalDate today, List<Refusal> faults) {
        if (text.isEmpty()) return today;
        try {
            var day = TypedDay.parse(text);
            if (!day.isBefore(FIRST) && !day.isAfter(LAST)) return day;
            faults.add(Refusal.of("standard.day-far", FIRST.getYear(), LAST.getYear())
                    .at("day"));
        } catch (DateTimeException e) {
            faults.add(Refusal.of("standard.day-wrong").at("day"));
        }
        return today;
    }
}
