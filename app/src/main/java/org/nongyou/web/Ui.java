package org.nongyou.web;

import gg.jte.Content;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Area;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Money;

/// How values read on the screen. One place, so that a date, an area or a missing value looks the same everywhere.
public final class Ui {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final String[] WEEKDAYS = {"一", "二", "三", "四", "五", "六", "日"};

    private Ui() {}

    public static Content icon(String name) {
        return Icon.of(name, "");
    }

    /// Small, as used inside a line of text.
    public static Content smallIcon(String name) {
        return Icon.of(name, "s");
    }

    /// In tables: 2026-06-18; 未填 where there is none.
    public static String date(@Nullable LocalDate day) {
        return day == null ? "未填" : day.toString();
    }

    /// In sentences: 6月18日, with the year when it is not this one.
    public static String day(@Nullable LocalDate day) {
        if (day == null) return "未填";
        var text = day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
        return day.getYear() == LocalDate.now(ZONE).getYear() ? text : day.getYear() + "年" + text;
    }

    /// 2026年6月18日 星期四
    public static String today() {
        var day = LocalDate.now(ZONE);
        return "%d年%d月%d日 星期%s"
                .formatted(
                        day.getYear(),
                        day.getMonthValue(),
                        day.getDayOfMonth(),
                        WEEKDAYS[day.getDayOfWeek().getValue() - 1]);
    }

    /// 2026-06-18 09:12
    public static String time(@Nullable Instant instant) {
        return instant == null ? "未填" : TIME.format(LocalDateTime.ofInstant(instant, ZONE));
    }

    public static String dayOf(@Nullable Instant instant) {
        return instant == null ? "未填" : day(LocalDate.ofInstant(instant, ZONE));
    }

    public static String number(long number) {
        return Digits.grouped(number);
    }

    /// Without needless zeros and with thousands separators; 未填 where there is none.
    public static String number(@Nullable BigDecimal number) {
        return number == null ? "未填" : Digits.grouped(number);
    }

    public static String mu(@Nullable BigDecimal mu) {
        return mu == null ? "未填" : new Area(mu).toString();
    }

    public static String text(@Nullable String text) {
        return text == null || text.isBlank() ? "未填" : text;
    }

    /// 138****2716
    public static String maskedPhone(@Nullable String phone) {
        if (phone == null || phone.isBlank()) return "未填";
        if (phone.length() < 8) return phone;
        return phone.substring(0, 3) + "****" + phone.substring(phone.length() - 4);
    }

    /// A fact's value with its unit.
    public static String value(Object value, String unit) {
        return switch (value) {
            case Boolean yes -> yes ? "是" : "否";
            case Money money -> Digits.grouped(money) + " 元";
            case LocalDate day -> date(day);
            case Long whole -> Digits.grouped(whole) + " " + unit;
            case BigDecimal number -> Digits.grouped(number) + " " + unit;
            case List<?> list -> join(list.stream().map(String::valueOf).toList());
            default -> String.valueOf(value);
        };
    }

    public static String join(List<String> parts) {
        return String.join("、", parts);
    }

    /// For a query string.
    public static String query(@Nullable String value) {
        return value == null ? "" : URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /// The scheme's page at a clause: where every citation leads.
    public static String clauseHref(String scheme, int version, String section) {
        return "/schemes/" + scheme + "?version=" + version + "#" + query(section);
    }

    /// A width for a progress bar, 0 to 100.
    public static String percent(@Nullable BigDecimal now, @Nullable BigDecimal full) {
        if (now == null || full == null || full.signum() <= 0) return "0";
        var percent = now.multiply(BigDecimal.valueOf(100)).divide(full, 1, java.math.RoundingMode.HALF_UP);
        return percent.max(BigDecimal.ZERO).min(BigDecimal.valueOf(100)).toPlainString();
    }
}
