package org.nongyou.standard;

import java.util.Locale;

/// How a waiting time counts.
public enum WaitRule {
    /// Days between the last use and harvest or slaughter.
    DAYS("间隔"),
    EGGS("弃蛋"),
    MILK("弃奶"),
    /// 度日: water temperatures of the days, added up.
    DEGREE_DAYS("度日"),
    NOT_WHILE_LAYING("产蛋期禁用");

    private final String title;

    WaitRule(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    static WaitRule of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
