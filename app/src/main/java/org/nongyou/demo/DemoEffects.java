package org.nongyou.demo;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.base.BaseRow;
import org.nongyou.base.EffectForm;
import org.nongyou.base.Effects;
import org.nongyou.demo.DemoPeople.Staff;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// What the bases of one city did for the farmers around them in the year before: most reported, some did not.
@Component
class DemoEffects {

    private static final int MOST = 60;
    private static final List<String> WAYS = List.of("contract-farming", "one-variety", "one-technique");

    private final Effects effects;
    private final BaseLists bases;

    DemoEffects(Effects effects, BaseLists bases) {
        this.effects = effects;
        this.bases = bases;
    }

    void tell(Staff shanxi) {
        var year = LocalDate.now(Ui.ZONE).getYear() - 1;
        int n = 0;
        for (var base : bases.list(Scope.within(new RegionCode("140400")), BaseFilter.NONE, 0, MOST).stream()
                .sorted(Comparator.comparingLong(BaseRow::id))
                .toList()) {
            n++;
            if (n % 4 == 0) continue;
            int before = 14_200 + n * 173 % 5_000;
            effects.report(
                            shanxi.county(base.region()),
                            base.id(),
                            new EffectForm(
                                    String.valueOf(year),
                                    String.valueOf(20 + n * 37 % 300),
                                    n % 5 == 0 ? "" : String.valueOf(before),
                                    n % 5 == 0 ? "" : String.valueOf(before + n * 97 % 1_900),
                                    WAYS.subList(0, 1 + n % WAYS.size()),
                                    "",
                                    ""))
                    .orElseThrow();
        }
    }
}
