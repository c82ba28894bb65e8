package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("开过的合格证告诉验收：一年里有效的才算")
class CommitmentFactsTest extends IssuingScenario {

    @Autowired
    CommitmentFacts facts;

    private @Nullable Object told(LocalDate on) {
        var value = facts.values(
                        "base", String.valueOf(base.id()), Set.of("base.commitment_certificates", "base.area_mu"), on)
                .get("base.commitment_certificates");
        return value == null ? null : value.value();
    }

    @Test
    @DisplayName("没开过不回答；开两张是 2，作废一张是 1；满一年的不算")
    void counted() {
        long batch = harvest(day(6, 17), "豇豆", "100");
        assertThat(told(day(6, 17))).isNull();
        issued(batch, "20");
        var second = issued(batch, "30");
        assertThat(told(day(6, 17))).isEqualTo(2L);
        issuing.end(grower, second.code(), "写错了").orElseThrow();
        assertThat(told(day(6, 17))).isEqualTo(1L);
        assertThat(told(day(6, 16))).isNull();
        assertThat(told(day(6, 17).plusYears(1))).isNull();
    }
}
