package org.nongyou.evaluation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;

/// A fact by which a sheet is judged.
/// @param link the page with the rows behind it, or null
/// @param told by a module of the platform; otherwise stated by a person with proof
public record SheetFact(String name, Object value, @Nullable String link, boolean told, String accountName) {

    public String typed() {
        return typed(value);
    }

    /// A value as it is typed, and as [CaseForm#parse] reads it again.
    static String typed(Object value) {
        return switch (value) {
            case Money money -> money.toYuan().toPlainString();
            case BigDecimal number -> number.toPlainString();
            case List<?> list ->
                String.join("、", list.stream().map(String::valueOf).toList());
            default -> String.valueOf(value);
        };
    }
}
