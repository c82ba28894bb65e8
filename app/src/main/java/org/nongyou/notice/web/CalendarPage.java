package org.nongyou.notice.web;

import java.util.List;
import org.nongyou.notice.Holiday;
import org.nongyou.web.Entered;

/// The calendar of working days of one year.
public record CalendarPage(
        int year, List<Integer> years, boolean published, List<Holiday> days, boolean mayAdd, Entered entered) {}
