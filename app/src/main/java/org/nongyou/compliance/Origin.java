package org.nongyou.compliance;

import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;

/// The place of origin as it stands on a label (产地): 太原市清徐县孟封镇.
public final class Origin {

    private Origin() {}

    /// Without the province, which the city tells, and without blanks: a label is small.
    public static String of(Divisions divisions, RegionCode region) {
        return divisions
                .path(region)
                .replaceAll("[\\s·/]+", "")
                .replaceFirst("^(?:[^省市县]{1,6}省|[^市县]{1,8}自治区)(?=.)", "");
    }
}
