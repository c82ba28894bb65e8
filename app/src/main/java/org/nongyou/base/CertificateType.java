package org.nongyou.base;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Certificates that a base may declare, as the schemes' fact `base.certificates` names them. A number that does not
/// look like its kind is told, not refused: formats changed over the years.
public enum CertificateType {
    /// 17 digits: certifier, year, 12 random ones; the mark's 有机码.
    ORGANIC("organic", "有机产品认证", "\\d{17}|\\d{3}OP\\d{7,10}", "有机码是 17 位数字"),
    ORGANIC_CONVERSION("organic-conversion", "有机转换认证", null, null),
    /// GF + county + year + sequence, or LB- + class + 10 digits with an optional A or AA.
    GREEN_FOOD("green-food", "绿色食品", "GF\\d{12}|LB-\\d{2}-\\d{10}A{0,2}", "绿色食品是 GF 加 12 位数字，或 LB-类别-10 位数字"),
    GREEN_MATERIAL("green-material", "绿色食品原料标准化基地", null, null),
    /// AGI with its year; both older forms are seen.
    GI("gi", "农产品地理标志", "AGI\\d{4}-\\d{2}-\\d{3,5}|AGI\\d{5}", "地理标志登记号如 AGI2010-03-00248"),
    FAMOUS_SPECIAL("famous-special", "名特优新农产品", null, null),
    SHENZHEN("shenzhen", "供深农产品基地（圳品）", null, null);

    private final String code;
    private final String title;
    private final @Nullable Pattern format;
    private final @Nullable String formatInWords;

    CertificateType(String code, String title, @Nullable String format, @Nullable String formatInWords) {
        this.code = code;
        this.title = title;
        this.format = format == null ? null : Pattern.compile(format);
        this.formatInWords = formatInWords;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /// What a number of this type looks like, when this one does not; else null.
    public @Nullable String objection(String number) {
        return format == null || number.isEmpty() || format.matcher(number).matches() ? null : formatInWords;
    }

    public static Optional<CertificateType> ofCode(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }
}
