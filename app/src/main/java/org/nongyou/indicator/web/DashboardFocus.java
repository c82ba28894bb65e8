package org.nongyou.indicator.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.indicator.Measured;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.scheme.Indicator;

/// The indicator that the map and the ranking tell of.
/// @param parts the divisions with their figures
/// @param whole of the region itself
/// @param each  the target set for each county, or null where the places are not judged one by one
record DashboardFocus(
        Indicator indicator,
        List<TargetStanding.Part> parts,
        Measured whole,
        @Nullable TargetStanding each) {}
