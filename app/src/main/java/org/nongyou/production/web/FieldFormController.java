package org.nongyou.production.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.production.ActKind;
import org.nongyou.production.FarmAct;
import org.nongyou.production.FarmEntry;
import org.nongyou.production.FarmLog;
import org.nongyou.production.FieldView;
import org.nongyou.production.InputKind;
import org.nongyou.production.UsedInput;
import org.nongyou.web.Entered;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// 记一笔 as a plain form, for a browser without scripts.
@Controller
@Requires(Verb.RECORD)
class FieldFormController {

    private final FarmLog log;
    private final Clock clock;

    FieldFormController(FarmLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @GetMapping("/field/form")
    ModelAndView form(Actor actor, @RequestParam(required = false) @Nullable Long kept) {
        var values = Map.of("on", today().toString(), "key", UUID.randomUUID().toString(), "operator", actor.name());
        var act = kept == null ? null : log.find(actor.scope(), kept).orElse(null);
        return Page.of("production/field-form", page(actor, new Entered(values, List.of()), List.of(), act));
    }

    @PostMapping("/field/form")
    ModelAndView record(Actor actor, @RequestParam MultiValueMap<String, String> typed) {
        var values = new HashMap<>(typed.toSingleValueMap());
        values.remove("_csrf");
        var plots = typed.getOrDefault("plot", List.of());
        return switch (entry(values, plots).then(entry -> log.record(actor, entry))) {
            case Decision.Done<FarmAct>(var act) -> Page.redirect("/field/form?kept=" + act.id());
            case Decision.Refused<FarmAct>(var refusal) ->
                Page.again("production/field-form", page(actor, Entered.of(values, refusal), plots, null));
        };
    }

    private FieldFormPage page(Actor actor, Entered entered, List<String> plots, @Nullable FarmAct kept) {
        FieldView view = log.field(actor);
        return new FieldFormPage(entered, plots, view.bases(), view.stock(), FieldController.UNITS, today(), kept);
    }

    /// Boxes name their base and plot: `12-345`, or `12-` for a base without plots.
    private static Decision<FarmEntry> entry(Map<String, String> values, List<String> boxes) {
        var places =
                boxes.stream().filter(box -> box.matches("\\d{1,18}-\\d{0,18}")).toList();
        var bases = places.stream()
                .map(box -> box.replaceFirst("-.*", ""))
                .distinct()
                .toList();
        if (bases.size() != 1)
            return Decision.refused(Refusal.of("production.field-one-base").at("plots"));
        LocalDate on;
        try {
            on = TypedDay.parse(values.getOrDefault("on", ""));
        } catch (DateTimeParseException e) {
            return Decision.refused(Refusal.of("production.field-day").at("on"));
        }
        var kind = ActKind.ofCode(values.getOrDefault("kind", "")).orElse(ActKind.OTHER);
        var quantity = number(values.getOrDefault("kg", ""));
        if (quantity.isEmpty() && !values.getOrDefault("kg", "").isBlank())
            return Decision.refused(Refusal.of("production.number").at("kg"));
        return inputs(kind, values)
                .then(inputs -> Decision.done(new FarmEntry(
                        key(values.getOrDefault("key", "")),
                        kind,
                        Long.parseLong(bases.getFirst()),
                        places.stream()
                                .map(box -> box.replaceFirst(".*-", ""))
                                .filter(id -> !id.isEmpty())
                                .map(Long::valueOf)
                                .toList(),
                        on,
                        values.getOrDefault("produce", "").strip(),
                        "",
                        inputs,
                        quantity.orElse(null),
                        values.getOrDefault("purpose", "").strip(),
                        values.getOrDefault("operator", "").strip(),
                        values.getOrDefault("note", "").strip(),
                        List.of(),
                        null,
                        null,
                        null)));
    }

    private static Decision<List<UsedInput>> inputs(ActKind kind, Map<String, String> values) {
        var lot = values.getOrDefault("lot", "");
        var name = values.getOrDefault("input", "").strip();
        if (lot.isEmpty() && name.isEmpty()) return Decision.done(List.of());
        var amount = number(values.getOrDefault("amount", ""));
        if (amount.isEmpty())
            return Decision.refused(Refusal.of("production.number").at("amount"));
        return Decision.done(List.of(new UsedInput(
                sort(kind),
                name,
                null,
                lot.matches("\\d{1,18}") ? Long.valueOf(lot) : null,
                amount.get(),
                values.getOrDefault("unit", ""),
                null,
                null)));
    }

    private static InputKind sort(ActKind kind) {
        return switch (kind) {
            case SPRAY -> InputKind.PESTICIDE;
            case MEDICATE -> InputKind.VETERINARY;
            case FERTILISE -> InputKind.FERTILISER;
            case FEED -> InputKind.FEED;
            case SOW, TRANSPLANT -> InputKind.SEED;
            case IRRIGATE, WEED, PRUNE, HARVEST, SELL, OTHER -> InputKind.OTHER;
        };
    }

    private static Optional<BigDecimal> number(String typed) {
        var plain = typed.strip();
        return plain.matches("\\d{1,10}(\\.\\d{1,6})?") ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }

    private static UUID key(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            return UUID.randomUUID();
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
