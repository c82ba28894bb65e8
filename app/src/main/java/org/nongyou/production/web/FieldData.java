package org.nongyou.production.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.production.FarmAct;
import org.nongyou.production.FieldView;
import org.nongyou.production.HarvestWait;
import org.nongyou.production.UsedInput;
import org.nongyou.web.Ui;

/// What a phone keeps of a person's fields, in the form in which it travels.
/// @param form name and value of what a message must carry
/// @param at   when it was so
record FieldData(
        long account,
        String name,
        Map<String, String> form,
        String at,
        List<Spot> plots,
        List<Lot> stock,
        List<Act> recent,
        List<Act> favourites) {

    /// @param id    of the plot; a base without plots is one place with its own number turned round
    /// @param until the first day of harvest; null where `why` says that no day is known
    /// @param why   empty where nothing stands against a harvest
    record Spot(
            long id,
            long baseId,
            String base,
            long producerId,
            String name,
            String mu,
            String produce,
            @Nullable String until,
            String why) {}

    record Lot(
            long id,
            long producerId,
            String kind,
            String name,
            @Nullable String registration,
            String left,
            String unit) {}

    /// As a phone writes it, so that it can be repeated or corrected there.
    record Act(
            long id,
            String kind,
            long baseId,
            String on,
            List<Long> plotIds,
            String produce,
            String variety,
            List<Input> inputs,
            @Nullable String quantityKg,
            String purpose,
            String operator,
            String note) {}

    record Input(
            String kind,
            String name,
            @Nullable String registration,
            @Nullable Long purchaseId,
            String amount,
            String unit,
            @Nullable String method) {}

    static FieldData of(Actor actor, FieldView view, Instant at, Map<String, String> form) {
        return new FieldData(
                actor.accountId(),
                actor.name(),
                form,
                at.toString(),
                view.bases().stream()
                        .flatMap(base -> base.plots().stream().map(plot -> spot(base, plot)))
                        .toList(),
                view.stock().stream()
                        .map(lot -> new Lot(
                                lot.purchaseId(),
                                lot.producerId(),
                                lot.kind().name(),
                                lot.name(),
                                lot.registration(),
                                plain(lot.remaining()),
                                lot.unit()))
                        .toList(),
                view.recent().stream().map(FieldData::act).toList(),
                view.favourites().stream().map(FieldData::act).toList());
    }

    private static Spot spot(FieldView.Ground base, FieldView.Spot plot) {
        var wait = plot.waiting();
        return new Spot(
                plot.id() == null ? -base.id() : plot.id(),
                base.id(),
                base.name(),
                base.producerId(),
                plot.name(),
                plain(plot.areaMu()),
                plot.produce(),
                until(wait),
                wait == null ? "" : wait.why());
    }

    private static @Nullable String until(@Nullable HarvestWait wait) {
        if (wait == null) return null;
        LocalDate earliest = wait.earliest();
        return earliest == null ? null : earliest.toString();
    }

    private static Act act(FarmAct act) {
        var quantity = act.quantityKg();
        return new Act(
                act.id(),
                act.kind().name(),
                act.baseId(),
                act.on().toString(),
                act.plotIds().isEmpty() ? List.of(-act.baseId()) : act.plotIds(),
                act.produce(),
                act.variety(),
                act.inputs().stream().map(FieldData::input).toList(),
                quantity == null ? null : plain(quantity),
                act.purpose(),
                act.operator(),
                act.note());
    }

    private static Input input(UsedInput used) {
        return new Input(
                used.kind().name(),
                used.name(),
                used.registration(),
                used.purchaseId(),
                plain(used.amount()),
                used.unit(),
                used.method());
    }

    /// 11月20日 打药，1.8%阿维菌素乳油 60 毫升，2号棚（王建国记的）
    static String text(FarmAct act) {
        var inputs = act.inputs().stream()
                .map(one -> one.name() + " " + plain(one.amount()) + " " + one.unit())
                .collect(Collectors.joining("、"));
        var quantity = act.quantityKg();
        return Ui.day(act.on()) + " " + act.kind().title() + (inputs.isEmpty() ? "" : "，" + inputs)
                + (quantity == null ? "" : "，" + plain(quantity) + " 公斤") + "，" + act.place() + "（"
                + act.recordedBy() + "记的）";
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
