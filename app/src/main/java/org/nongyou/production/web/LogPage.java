package org.nongyou.production.web;

import java.util.List;
import org.nongyou.production.ActKind;
import org.nongyou.production.FarmAct;
import org.nongyou.production.FarmActFilter;
import org.nongyou.web.Address;
import org.nongyou.web.RegionChips;

/// Page `/production`.
/// @param official who looks after several producers
public record LogPage(
        String say,
        String tone,
        FarmActFilter filter,
        List<FarmAct> rows,
        RegionChips regions,
        int total,
        int page,
        Address address,
        boolean official,
        boolean mayRecord,
        boolean mayExport) {

    public List<ActKind> kinds() {
        return List.of(ActKind.values());
    }
}
