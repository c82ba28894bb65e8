package org.nongyou.demo;

import java.util.Objects;
import java.util.UUID;
import org.nongyou.compliance.LabelState;
import org.nongyou.compliance.Labels;
import org.nongyou.demo.DemoPeople.Staff;
import org.nongyou.identity.Accounts;
import org.springframework.stereotype.Component;

/// A small roll of pre-printed labels: ordered by the county, half of it with the demo's cooperative, a few spoiled.
@Component
class DemoLabels {

    private static final int COUNT = 200;
    private static final int HANDED = 100;
    private static final int SPOILED = 3;

    private final Accounts accounts;
    private final Labels labels;

    DemoLabels(Accounts accounts, Labels labels) {
        this.accounts = accounts;
        this.labels = labels;
    }

    void tell(Staff shanxi) {
        var farmer = accounts.actor("nongmin").orElse(null);
        if (farmer == null) return;
        var clerk = shanxi.county(DemoPeople.COUNTY);
        var order = labels.order(clerk, UUID.randomUUID().toString(), Integer.toString(COUNT), "60x40")
                .orElseThrow();
        labels.draw(clerk, order.id());
        long first = order.from();
        labels.handOut(
                        clerk,
                        Long.toString(first),
                        Long.toString(first + HANDED - 1),
                        Objects.requireNonNull(farmer.producerId()))
                .orElseThrow();
        labels.report(
                        farmer,
                        Long.toString(first + HANDED - SPOILED),
                        Long.toString(first + HANDED - 1),
                        LabelState.SPOILED,
                        "打湿了，贴不住（演示）")
                .orElseThrow();
    }
}
