package org.nongyou.production.web;

import java.util.List;
import org.nongyou.production.Batch;
import org.nongyou.production.BatchFilter;
import org.nongyou.web.Address;

/// Page `/production/batches`.
public record BatchesPage(
        String say,
        BatchFilter filter,
        List<Batch> rows,
        int total,
        int page,
        Address address,
        boolean official,
        boolean mayRecord,
        boolean mayExport) {}
