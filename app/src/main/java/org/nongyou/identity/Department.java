package org.nongyou.identity;

import java.util.Arrays;
import java.util.Optional;

/// The departments that may be picked for a new office. `code` is how schemes name them; a scheme may name others,
/// which
/// then come by set-up and not by this page.
public enum Department {
    AGRICULTURE("agriculture", "农业农村部门"),
    LEADING_GROUP("leading-group", "工作领导小组"),
    EXPERTS("experts", "专家组"),
    FINANCE("finance", "财政部门"),
    MARKET("market", "市场监管部门"),
    MINISTRY("ministry", "农业农村部");

    private final String code;
    private final String title;

    Department(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<Department> ofCode(String code) {
        return Arrays.stream(values())
                .filter(department -> department.code.equals(code))
                .findFirst();
    }

    /// 其他 for a department that only a scheme names.
    public static String title(String code) {
        return ofCode(code).map(Department::title).orElse("其他部门");
    }
}
