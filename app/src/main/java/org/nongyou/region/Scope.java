package org.nongyou.region;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;

/// The rows that a person may see. It is the first argument of every read; what lies outside reads as "not found".
public sealed interface Scope {

    /// An office's area: the division and all within it.
    record Within(RegionCode region) implements Scope {}

    /// A producer's own rows, wherever they lie.
    record Own(long producerId) implements Scope {}

    static Scope within(RegionCode region) {
        return new Within(region);
    }

    /// The condition on a table without producers: a producer sees nothing there.
    default Condition on(Field<String> regionCode) {
        return on(regionCode, null);
    }

    /// Cities and counties are asked by equality on the leading digits, which the lists' indexes begin with, so that
    /// the order of the list comes from the index too; a province, a township and a village by a range of codes.
    /// @param producer the column with the producer's id, or null where rows have none
    default Condition on(Field<String> regionCode, @Nullable Field<Long> producer) {
        return switch (this) {
            case Own(var id) -> producer == null ? DSL.falseCondition() : producer.eq(id);
            case Within(var region) ->
                switch (region.level()) {
                    // Not "no condition", which would vanish from an "or".
                    case NATIONAL -> DSL.trueCondition();
                    case CITY -> DSL.left(regionCode, DSL.inline(4)).eq(region.prefix());
                    case COUNTY -> DSL.left(regionCode, DSL.inline(6)).eq(region.prefix());
                    case PROVINCE, TOWNSHIP, VILLAGE ->
                        regionCode.ge(region.prefix()).and(regionCode.lt(region.prefix() + RegionCode.AFTER));
                };
        };
    }

    default boolean covers(RegionCode region) {
        return switch (this) {
            case Own _ -> false;
            case Within(var own) -> own.contains(region);
        };
    }

    /// The narrower of this scope and a division that the person picked on the page; a division outside changes
    /// nothing, so a hand-written address shows no more than the menu does.
    default Scope narrowedTo(@Nullable RegionCode picked) {
        return switch (this) {
            case Own _ -> this;
            case Within(var own) -> picked != null && own.contains(picked) ? new Within(picked) : this;
        };
    }

    /// The area, where there is one.
    default @Nullable RegionCode region() {
        return switch (this) {
            case Own _ -> null;
            case Within(var region) -> region;
        };
    }

    /// Whether the whole of a level's division lies within.
    default boolean isAtLeast(Level level) {
        return switch (this) {
            case Own _ -> false;
            case Within(var region) -> region.level().ordinal() <= level.ordinal();
        };
    }
}
