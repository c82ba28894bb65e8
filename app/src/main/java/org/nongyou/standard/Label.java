package org.nongyou.standard;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a product's label says of a crop or animal on a day (标签): whether it is registered for it, the dose, the
/// uses a season and how long to wait.
/// @param asked the crop or animal as typed
/// @param lines of the registration, one a crop
/// @param line  the one that counts for the crop: of the crop itself, else of the nearest group; null where the label
///              does not name it
public record Label(
        String registration,
        String asked,
        LocalDate day,
        List<Product> lines,
        @Nullable Product line) {

    public Label {
        lines = List.copyOf(lines);
    }

    private Product any() {
        return line == null ? lines.getFirst() : line;
    }

    public String name() {
        return any().name();
    }

    public InputKind kind() {
        return any().kind();
    }

    public String formulation() {
        return any().formulation();
    }

    /// All active ingredients.
    public List<String> substances() {
        return any().substances();
    }

    public List<String> crops() {
        return lines.stream().map(Product::crop).distinct().toList();
    }

    /// The label names the crop, or a group that it belongs to.
    public boolean forCrop() {
        return line != null;
    }

    /// The registration had not ended on the day. What was made before its end may still be within its shelf life, so
    /// an expired one is told and forbids nothing by itself.
    public boolean expired() {
        var to = any().to();
        return to != null && day.isAfter(to);
    }

    public boolean notYet() {
        return day.isBefore(any().from());
    }

    public Optional<Integer> maxUses() {
        return Optional.ofNullable(line).map(Product::maxUses);
    }

    /// What can be reckoned with.
    public Optional<Dose> dose() {
        return Optional.ofNullable(line).map(Product::dose).flatMap(Dose::of);
    }

    public Optional<Integer> intervalDays() {
        return Optional.ofNullable(line).flatMap(Product::days);
    }

    /// In one sentence.
    public String say() {
        var who = name() + "（" + registration + "）";
        if (line == null) return who + "登记用在" + String.join("、", crops()) + "，没有登记" + asked + "，不能扩大使用范围。";
        return who + "登记用在" + line.crop()
                + (line.dose().isEmpty() ? "" : "，" + line.dose())
                + (line.maxUses() == null ? "" : "，每季最多 " + line.maxUses() + " 次")
                + (line.rule() == WaitRule.NOT_WHILE_LAYING ? "，" : "，等 ") + line.length()
                + validity() + "。";
    }

    private String validity() {
        if (expired()) return "；登记 " + any().to() + " 到期，只能用到期以前生产、还在保质期里的";
        return notYet() ? "；登记从 " + any().from() + " 起才有效" : "";
    }
}
