package org.nongyou.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a phone must know to record without network (记一笔): places, what grows there, from when it may be harvested,
/// what is on the shelves, and what was done last.
/// @param today      of the server
/// @param favourites the last act of each kind and base, for "same as last time"
/// @param recent     the newest first
public record FieldView(
        LocalDate today, List<Ground> bases, List<Stock> stock, List<FarmAct> favourites, List<FarmAct> recent) {

    public FieldView {
        bases = List.copyOf(bases);
        stock = List.copyOf(stock);
        favourites = List.copyOf(favourites);
        recent = List.copyOf(recent);
    }

    /// A base.
    /// @param plots never empty: a base without plots is one place, with no id
    public record Ground(
            long id, String name, long producerId, String producerName, BigDecimal areaMu, List<Spot> plots) {
        public Ground {
            plots = List.copyOf(plots);
        }
    }

    /// A plot as it stands.
    /// @param id       null for a whole base
    /// @param produce  what grows there; as registered where no season is known
    /// @param setOutOn null where no season is known
    /// @param waiting     why it may not be harvested today, or null
    public record Spot(
            @Nullable Long id,
            String name,
            BigDecimal areaMu,
            String produce,
            String variety,
            @Nullable LocalDate setOutOn,
            @Nullable HarvestWait waiting) {}

    public record Stock(
            long purchaseId,
            long producerId,
            InputKind kind,
            String name,
            @Nullable String registration,
            BigDecimal remaining,
            String unit) {}
}
