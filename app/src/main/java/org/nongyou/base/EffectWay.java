package org.nongyou.base;

import java.util.Arrays;
import java.util.Optional;

/// How a base leads farmers (带动方式), as the programmes for quality bases name it (山西 四（七）, 湖南 四（六）).
public enum EffectWay {
    COMPANY_BASE_HOUSEHOLD("company-base-household", "公司+基地+农户"),
    CONTRACT_FARMING("contract-farming", "订单农业"),
    ONE_VARIETY("one-variety", "统一品种"),
    ONE_TECHNIQUE("one-technique", "统一技术"),
    ONE_MANAGEMENT("one-management", "统一管理"),
    SERVICES("services", "生产技术服务");

    private final String code;
    private final String title;

    EffectWay(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public static Optional<EffectWay> ofCode(String code) {
        return Arrays.stream(values()).filter(way -> way.code.equals(code)).findFirst();
    }
}
