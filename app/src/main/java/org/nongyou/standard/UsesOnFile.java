package org.nongyou.standard;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Uses that are on file somewhere (已登记的用药). Whoever keeps them supplies them here, so that a change of the rules
/// can be
/// tried on what has happened before it takes force.
public interface UsesOnFile {

    /// @param registration as on the label; null where none was entered
    /// @param crop         or animal
    record Use(String name, @Nullable String registration, String crop, LocalDate day) {}

    /// Where they come from, for a sentence: 生产记录.
    String title();

    /// The uses from this day on, newest first, all areas: the rules are one for all, and what is shown are numbers and
    /// names of inputs, nothing of anybody.
    /// @param most how many at most
    void each(LocalDate from, int most, Consumer<Use> use);
}
