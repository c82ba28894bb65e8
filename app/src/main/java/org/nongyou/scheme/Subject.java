package org.nongyou.scheme;

import java.util.Arrays;
import java.util.Optional;

/// What a kind lists, a score sheet judges, or a target or task is set for.
public enum Subject {
    BASE("base", "基地"),
    REGION("region", "区域"),
    PRODUCT("product", "产品"),
    PRODUCER("producer", "主体"),
    SITE("site", "地点"),
    PROJECT("project", "项目");

    private final String code;
    private final String title;

    Subject(String code, String title) {
        this.code = code;
        this.title = title;
    }

    /// Also the first part of the names of its facts.
    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<Subject> ofCode(String code) {
        return Arrays.stream(values())
                .filter(subject -> subject.code.equals(code))
                .findFirst();
    }
}
