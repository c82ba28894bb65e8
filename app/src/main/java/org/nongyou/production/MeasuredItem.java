package org.nongyou.production;

import java.math.BigDecimal;

/// What a laboratory measures (监测项目).
/// @param unit  empty where it has none
/// @param least the smallest that can be true
/// @param most  the largest that can be true
public record MeasuredItem(String code, Medium medium, String title, String unit, BigDecimal least, BigDecimal most) {}
