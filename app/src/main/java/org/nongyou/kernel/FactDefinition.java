package org.nongyou.kernel;

import java.util.List;

/// A fact that rules may speak of, such as `base.area_mu`.
/// @param name    subject and name joined by a dot
/// @param title   as read on screens, in Chinese
/// @param unit    亩, 个, 件 …; empty where there is none
/// @param choices the allowed values of a CHOICE or CHOICES; else empty
/// @param owner   the module that answers for it
public record FactDefinition(
        String name, FactType type, String title, String unit, List<String> choices, String owner) {

    public FactDefinition {
        choices = List.copyOf(choices);
    }

    /// `base` of `base.area_mu`.
    public String subject() {
        return name.substring(0, name.indexOf('.'));
    }
}
