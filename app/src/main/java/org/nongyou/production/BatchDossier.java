package org.nongyou.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the gate of certificates asks of production (批次档案).
/// @param uses        since the crop was set out; where no season is known, as far back as is looked
/// @param tests       the oldest first
/// @param records     farm acts of its plots in that time, the harvest among them
/// @param missing     fields of article 27 that lack, each as a person reads it
/// @param plausibleKg area × the most that is usual of the produce in a season; null where nothing is known
/// @param since       the day from which acts count
/// @param corrected   a record was corrected after a certificate had been issued
public record BatchDossier(
        Batch batch,
        List<InputUse> uses,
        List<BatchTest> tests,
        int records,
        List<String> missing,
        @Nullable BigDecimal plausibleKg,
        LocalDate since,
        boolean corrected) {

    public BatchDossier {
        uses = List.copyOf(uses);
        tests = List.copyOf(tests);
        missing = List.copyOf(missing);
    }
}
