package org.nongyou.standard.web;

import java.time.LocalDate;
import java.util.List;
import org.nongyou.standard.InputKind;
import org.nongyou.standard.Measure;
import org.nongyou.standard.Restriction;
import org.nongyou.standard.RuleBook;
import org.nongyou.web.Address;

/// Pages `/standards/inputs/banned` and `/public/inputs/banned`.
/// @param total rows of the whole list
public record BannedPage(
        String home,
        boolean open,
        String say,
        String words,
        String kind,
        String measure,
        List<InputKind> kinds,
        List<Measure> measures,
        List<Row> rows,
        int total,
        int page,
        Address address,
        LocalDate today,
        RuleBook.Release release) {

    /// @param later begins after today
    public record Row(Restriction row, boolean later, String href) {}

    public boolean narrowed() {
        return !address.query().isEmpty();
    }
}
