package org.nongyou.base;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A plot (地块) of a base.
/// @param areaMu     亩, as declared
/// @param place      where it is drawn, or null
/// @param measuredMu 亩, measured on the map; null where it is not drawn
public record Plot(
        long id,
        String name,
        PlotKind kind,
        BigDecimal areaMu,
        @Nullable BigDecimal measuredMu,
        String crop,
        @Nullable Place place) {}
