package org.nongyou.production.web;

import java.util.List;
import org.nongyou.production.InputKind;
import org.nongyou.production.Purchase;
import org.nongyou.production.PurchaseFilter;
import org.nongyou.web.Address;

/// Page `/production/inputs`.
public record InputsPage(
        String say,
        PurchaseFilter filter,
        List<Purchase> rows,
        int total,
        int page,
        Address address,
        boolean official,
        boolean mayRecord,
        boolean mayExport) {

    public List<InputKind> kinds() {
        return List.of(InputKind.values());
    }
}
