package org.nongyou.procedure;

import java.time.Duration;
import java.time.LocalTime;
import org.nongyou.job.Daily;
import org.nongyou.job.Often;
import org.springframework.stereotype.Component;

/// Nightly upkeep: the counts' differences are added up, and cases that waited for an office find it. What is read on
/// every page is added up by day too.
@Component
class CaseUpkeep implements Daily {

    private final CaseLists lists;
    private final Cases cases;

    CaseUpkeep(CaseLists lists, Cases cases) {
        this.lists = lists;
        this.cases = cases;
    }

    @Component
    static class Folding implements Often {

        private final CaseLists lists;

        Folding(CaseLists lists) {
            this.lists = lists;
        }

        @Override
        public String name() {
            return "case-count-folding";
        }

        @Override
        public Duration pause() {
            return Duration.ofMinutes(1);
        }

        @Override
        public void run() {
            lists.foldCountsWhenMany();
        }
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
