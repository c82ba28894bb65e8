package org.nongyou.scheme;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;

/// For each of what a target or task is set.
public enum Each {
    CITY("city", "每个市", Level.CITY, Subject.REGION),
    COUNTY("county", "每个县", Level.COUNTY, Subject.REGION),
    TOWNSHIP("township", "每个乡镇", Level.TOWNSHIP, Subject.REGION),
    PROJECT("project", "每个项目", null, Subject.PROJECT),
    BASE("base", "每个基地", null, Subject.BASE),
    PRODUCT("product", "每个产品", null, Subject.PRODUCT),
    PRODUCER("producer", "每个主体", null, Subject.PRODUCER),
    SITE("site", "每个地点", null, Subject.SITE);

    private final String code;
    private final String title;
    private final @Nullable Level level;
    private final Subject subject;

    Each(String code, String title, @Nullable Level level, Subject subject) {
        this.code = code;
        this.title = title;
        this.level = level;
        this.subject = subject;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /// The level of the divisions meant, or null where it is not for each division.
    public @Nullable Level level() {
        return level;
    }

    /// Whose facts are at hand.
    public Subject subject() {
        return subject;
    }

    public static Optional<Each> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}
