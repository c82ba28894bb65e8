package org.nongyou.base;

import java.util.List;

/// What a person typed about a year's effect, not yet checked.
/// @param ways   codes of [EffectWay]
/// @param reason why an earlier entry of the same year was wrong; empty for the first
public record EffectForm(
        String year,
        String households,
        String incomeBefore,
        String income,
        List<String> ways,
        String note,
        String reason) {

    public EffectForm {
        ways = List.copyOf(ways);
    }
}
