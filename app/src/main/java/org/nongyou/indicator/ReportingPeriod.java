package org.nongyou.indicator;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;
import org.nongyou.scheme.Frequency;

/// The span a figure is for (填报期): a year, a quarter or a month, written 2026, 2026-Q2, 2026-06. A weekly figure is
/// entered by month, for the database keeps nothing finer.
public record ReportingPeriod(int year, Frequency frequency, int number) {

    private static final Pattern CODE = Pattern.compile("(\\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?");

    public static ReportingPeriod ofYear(int year) {
        return new ReportingPeriod(year, Frequency.YEAR, 1);
    }

    /// The span in which a day lies.
    public static ReportingPeriod at(LocalDate day, Frequency frequency) {
        return switch (frequency) {
            case YEAR -> ofYear(day.getYear());
            case QUARTER -> new ReportingPeriod(day.getYear(), Frequency.QUARTER, (day.getMonthValue() + 2) / 3);
            case MONTH, WEEK -> new ReportingPeriod(day.getYear(), Frequency.MONTH, day.getMonthValue());
        };
    }

    public static Optional<ReportingPeriod> parse(String code) {
        var match = CODE.matcher(code);
        if (!match.matches()) return Optional.empty();
        int year = Integer.parseInt(match.group(1));
        if (match.group(2) != null)
            return Optional.of(new ReportingPeriod(year, Frequency.QUARTER, Integer.parseInt(match.group(2))));
        if (match.group(3) != null)
            return Optional.of(new ReportingPeriod(year, Frequency.MONTH, Integer.parseInt(match.group(3))));
        return Optional.of(ofYear(year));
    }

    public String code() {
        return switch (frequency) {
            case YEAR -> "%04d".formatted(year);
            case QUARTER -> "%04d-Q%d".formatted(year, number);
            case MONTH, WEEK -> "%04d-%02d".formatted(year, number);
        };
    }

    /// As read on screens: 2026年、2026年第2季度、2026年6月.
    public String title() {
        return switch (frequency) {
            case YEAR -> year + "年";
            case QUARTER -> year + "年第" + number + "季度";
            case MONTH, WEEK -> year + "年" + number + "月";
        };
    }

    public LocalDate from() {
        return switch (frequency) {
            case YEAR -> LocalDate.of(year, 1, 1);
            case QUARTER -> LocalDate.of(year, number * 3 - 2, 1);
            case MONTH, WEEK -> LocalDate.of(year, number, 1);
        };
    }

    /// The last day.
    public LocalDate to() {
        return switch (frequency) {
            case YEAR -> LocalDate.of(year, 12, 31);
            case QUARTER -> YearMonth.of(year, number * 3).atEndOfMonth();
            case MONTH, WEEK -> YearMonth.of(year, number).atEndOfMonth();
        };
    }

    public ReportingPeriod previous() {
        return at(from().minusDays(1), frequency);
    }

    public ReportingPeriod next() {
        return at(to().plusDays(1), frequency);
    }
}
