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
    GOVERNMENT("government", "人民政府（办公室）"),
    FINANCE("finance", "财政部门"),
    MARKET("market", "市场监管部门"),
    HUSBANDRY("husbandry", "畜牧兽医部门"),
    GREEN_FOOD("green-food", "绿色食品、地理标志工作机构"),
    DEVELOPMENT("development", "发展改革部门"),
    SCIENCE("science", "科技部门"),
    COMMERCE("commerce", "商务部门"),
    LAND("land", "自然资源部门"),
    WATER("water", "水务部门"),
    ENVIRONMENT("environment", "生态环境部门"),
    TRANSPORT("transport", "交通运输部门"),
    POLICE("police", "公安部门"),
    MEDIA("media", "融媒体中心"),
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
