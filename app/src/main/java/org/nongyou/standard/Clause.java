package org.nongyou.standard;

import java.time.LocalDate;

/// The clause of a law that an answer rests on.
/// @param says in own words
public record Clause(String key, String law, String article, String says, LocalDate from, String source) {

    @Override
    public String toString() {
        return "《" + law + "》" + article;
    }
}
