package org.nongyou.project;

import java.time.LocalTime;
import org.nongyou.job.Daily;
import org.springframework.stereotype.Component;

/// Takes over the days of reports that an office settled.
@Component
class ReportDays implements Daily {

    private final Reports reports;

    ReportDays(Reports reports) {
        this.reports = reports;
    }

    @Override
    public String name() {
        return "project-report-days";
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(0, 40);
    }

    @Override
    public void run() {
        reports.settle();
    }
}
