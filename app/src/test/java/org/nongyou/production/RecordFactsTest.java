package org.nongyou.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("生产记录告诉验收：采收过的才算，缺项就是不完整")
class RecordFactsTest extends ProductionScenario {

    @Autowired
    RecordFacts facts;

    @Autowired
    InputFacts inputs;

    private @Nullable Object told(String subject, String fact, int month, int day) {
        var value = facts.values(subject, String.valueOf(base.id()), Set.of(fact), day(month, day))
                .get(fact);
        return value == null ? null : value.value();
    }

    @Test
    @DisplayName("没有采收不回答；来源齐全是完整；有一次没写来源就不完整；一年以前的不算")
    void completeOrNot() {
        recorded(grower, entry(ActKind.SOW, "1号棚", day(3, 1), "豇豆"));
        assertThat(told("base", "base.records_complete", 6, 17)).isNull();
        var lot = bought("pesticide", ABAMECTIN, "500", "毫升");
        recorded(grower, entry(ActKind.SPRAY, "1号棚", day(6, 1), "豇豆", of(lot, "60", "毫升")));
        recorded(grower, harvest("1号棚", day(6, 15), "豇豆", "300"));
        assertThat(told("base", "base.records_complete", 6, 17)).isEqualTo(true);
        assertThat(told("site", "site.input_ledger_complete", 6, 17)).isEqualTo(true);
        assertThat(told("base", "base.records_complete", 6, 14)).isNull();

        recorded(grower, entry(ActKind.SOW, "2号棚", day(3, 2), "豇豆"));
        recorded(grower, entry(ActKind.SPRAY, "2号棚", day(6, 1), "豇豆", pesticide(ABAMECTIN)));
        recorded(grower, harvest("2号棚", day(6, 16), "豇豆", "200"));
        assertThat(told("base", "base.records_complete", 6, 17)).isEqualTo(false);
        assertThat(told("site", "site.input_ledger_complete", 6, 17)).isEqualTo(false);
        assertThat(told("base", "base.records_complete", 6, 15)).isEqualTo(true);
        assertThat(facts.values(
                        "base",
                        String.valueOf(base.id()),
                        Set.of("base.records_complete"),
                        day(6, 17).plusYears(2)))
                .isEmpty();
    }

    @Test
    @DisplayName("违规投入品：用的那天禁用的算；没有用药记录不回答")
    void unpermittedInputs() {
        recorded(grower, entry(ActKind.SOW, "1号棚", day(3, 1), "豇豆"));
        assertThat(input("base.unpermitted_inputs")).isNull();
        var lot = bought("pesticide", ABAMECTIN, "500", "毫升");
        recorded(grower, entry(ActKind.SPRAY, "1号棚", day(6, 1), "豇豆", of(lot, "60", "毫升")));
        assertThat(input("base.unpermitted_inputs")).isEqualTo(0L);
        assertThat(input("site.unpermitted_inputs")).isEqualTo(0L);
        // What came in before the rule was known here, or under another name.
        sql.execute("update production.act_inputs set substances = '{甲胺磷}'");
        assertThat(input("base.unpermitted_inputs")).isEqualTo(1L);
        sql.execute("update production.act_inputs set substances = '{阿维菌素}'");
        sql.execute("update production.seasons set conversion = 'organic'");
        // As long as no list of organic production is in force, none can be missing from it.
        assertThat(input("base.unpermitted_inputs")).isEqualTo(0L);
    }

    @Test
    @DisplayName("缓冲区：量过的才回答，有一块没有就是没有")
    void bufferZone() {
        recorded(grower, entry(ActKind.SOW, "1号棚", day(3, 1), "豇豆"));
        recorded(grower, entry(ActKind.SOW, "2号棚", day(3, 1), "豇豆"));
        assertThat(input("site.buffer_zone")).isNull();
        sql.execute("update production.seasons set isolation_m = 8 where plot_name = '1号棚'");
        assertThat(input("site.buffer_zone")).isEqualTo(false);
        sql.execute("update production.seasons set isolation_m = 12 where plot_name = '2号棚'");
        assertThat(input("site.buffer_zone")).isEqualTo(true);
    }

    private @Nullable Object input(String fact) {
        var value = inputs.values(
                        fact.substring(0, fact.indexOf('.')), String.valueOf(base.id()), Set.of(fact), day(6, 17))
                .get(fact);
        return value == null ? null : value.value();
    }
}
