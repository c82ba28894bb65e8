package org.nongyou.procedure;

import java.time.LocalTime;
import org.nongyou.job.Daily;
import org.springframework.stereotype.Component;

/// Nightly upkeep: the counts' differences are added up, and cases that waited for an office find it.
@Component
class CaseUpkeep implements Daily {

    private final CaseLists lists;
    private final Cases cases;

    CaseUpkeep(CaseLists lists, Cases cases) {
        this.lists = lists;
        this.cases = cases;
    }

    @Override
    public String name() {
        return "case-upkeep";
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(3, 20);
    }

    @Override
    public void run() {
        lists.foldCounts();
        cases.handOver();
    }
}
