package org.nongyou.certification;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;

/// What was sold with a mark in a quarter (带标销售).
/// @param markUseId of whom; null for the holder itself
/// @param money     what it brought, or null
/// @param marks     how many marks were used up, or null
/// @param reason    why it replaces an earlier row, or empty
public record MarkSale(
        long id,
        @Nullable Long markUseId,
        String userName,
        int year,
        int quarter,
        BigDecimal tonnes,
        @Nullable Money money,
        @Nullable Long marks,
        String reason,
        boolean current,
        String recordedBy,
        Instant recordedAt) {

    public String quarterTitle() {
        return year + "年第" + quarter + "季度";
    }
}
