package org.nongyou.task;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Refusal;

/// A field that a report fills in. A title that ends in a unit in brackets, such as 培训人次（人次）, or in 数, 次, 面积, 金额 or
/// 吨 asks for a number, which is summed up over places; any other asks for words.
/// @param title without the unit
/// @param unit  empty where there is none
public record ReportField(String title, String unit, Kind kind) {

    public enum Kind {
        WORDS,
        /// A whole number: 次, 人, 篇.
        COUNT,
        /// A number of up to two decimals: 亩, 万元.
        AMOUNT
    }

    /// Ten million. No county has as many people, mu or 万元; the number of one report is ten zeros too long sooner than
    /// it is larger.
    public static final BigDecimal MOST = BigDecimal.valueOf(10_000_000);

    private static final int LONGEST = 500;
    private static final Pattern WITH_UNIT = Pattern.compile("(.+?)[（(]([^（）()]{1,6})[）)]");
    private static final Set<String> MEASURES =
            Set.of("亩", "万亩", "公顷", "元", "万元", "亿元", "吨", "万吨", "公斤", "%", "平方米", "公里");

    /// @param asked as a scheme's `report` or the dispatching office writes it
    public static ReportField of(String asked) {
        var text = asked.strip();
        var unit = WITH_UNIT.matcher(text);
        if (unit.matches()) {
            var found = unit.group(2).strip();
            return new ReportField(unit.group(1).strip(), found, MEASURES.contains(found) ? Kind.AMOUNT : Kind.COUNT);
        }
        if (text.endsWith("面积") || text.endsWith("金额") || text.endsWith("吨"))
            return new ReportField(text, "", Kind.AMOUNT);
        if (text.endsWith("数") || text.endsWith("次")) return new ReportField(text, "", Kind.COUNT);
        return new ReportField(text, "", Kind.WORDS);
    }

    public static List<ReportField> all(List<String> asked) {
        return asked.stream().map(ReportField::of).toList();
    }

    public boolean counts() {
        return kind != Kind.WORDS;
    }

    /// 培训人次（人次）, as it was asked.
    public String written() {
        return unit.isEmpty() ? title : title + "（" + unit + "）";
    }

    /// The number, or null for words.
    /// @param field the form's field, to which a refusal leads
    Decision<Value> read(String typed, String field) {
        var text = typed.strip();
        if (kind == Kind.WORDS)
            return text.length() > LONGEST
                    ? Decision.refused(
                            Refusal.of("task.field-long", title, LONGEST).at(field))
                    : Decision.done(new Value(text, null));
        var plain = text.replace(",", "").replace("，", "");
        if (plain.matches("-\\d+(\\.\\d+)?"))
            return Decision.refused(
                    Refusal.of("task.field-negative", title, text).at(field));
        if (!plain.matches("\\d{1,30}(\\.\\d{1,10})?"))
            return Decision.refused(Refusal.of("task.field-number", title, text).at(field));
        var number = new BigDecimal(plain).stripTrailingZeros();
        if (number.compareTo(MOST) > 0)
            return Decision.refused(Refusal.of("task.field-absurd", title, Digits.grouped(number))
                    .at(field));
        if (kind == Kind.COUNT && number.scale() > 0)
            return Decision.refused(Refusal.of("task.field-whole", title, text).at(field));
        if (number.scale() > 2)
            return Decision.refused(
                    Refusal.of("task.field-decimals", title, text).at(field));
        return Decision.done(new Value(number.toPlainString(), number));
    }

    /// @param number null for words
    record Value(String text, @Nullable BigDecimal number) {}
}
