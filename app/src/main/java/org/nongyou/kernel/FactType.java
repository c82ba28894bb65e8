package org.nongyou.kernel;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/// The type of a fact and the Java class of its values. There is no floating point: what is measured is DECIMAL.
public enum FactType {
    TEXT("text", String.class),
    BOOL("bool", Boolean.class),
    INT("int", Long.class),
    DECIMAL("decimal", BigDecimal.class),
    MONEY("money", Money.class),
    DATE("date", LocalDate.class),
    /// A text out of a fixed list.
    CHOICE("choice", String.class),
    /// Several texts out of a fixed list.
    CHOICES("list", List.class),
    INTS("list(int)", List.class);

    private final String code;
    private final Class<?> javaType;

    FactType(String code, Class<?> javaType) {
        this.code = code;
        this.javaType = javaType;
    }

    /// As written in a scheme's `facts:`.
    public String code() {
        return code;
    }

    public Class<?> javaType() {
        return javaType;
    }
}
