package org.nongyou.production.web;

import java.util.List;
import java.util.Map;

/// The phone page (记一笔) as everybody gets it: nothing of a person is in it, so that the phone may keep it.
/// @param kinds titles of farm acts by name, as JSON
public record FieldShell(String version, boolean demo, String kinds, List<String> units) {

    /// Drawings that the page shows as it needs them, by its own names.
    public static final Map<String, String> SIGNS = Map.of(
            "cloud-check", "cloud-check",
            "cloud-off", "cloud-off",
            "cloud-upload", "cloud-upload",
            "spray", "spray",
            "shovel", "shovel-pitchforks",
            "droplet", "droplet",
            "basket", "basket",
            "truck", "truck-delivery",
            "leaf", "plant-2");

    public FieldShell {
        units = List.copyOf(units);
    }
}
