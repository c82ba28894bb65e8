package org.nongyou.standard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a substance may be used on a produce on a day, and why (能不能用).
/// @param asked    as typed
/// @param input    null where nothing is known by this name
/// @param askedFor crop or animal as typed
/// @param produce  null where the classification does not have it
/// @param grounds  rows that decide, the strictest first
/// @param notices  rows that do not decide but must be told: bans to come, bans on kinds of the crop, general rules
/// @param waiting  how long to wait; null where nothing is known or a ban makes it idle
/// @param idle     rows of waiting times that a ban makes idle
/// @param clauses  what the answer rests on
/// @param registration of the product, where one was named
/// @param label    of that registration; null where none was named or the rules do not have it
public record UseAnswer(
        Verdict verdict,
        String asked,
        @Nullable InputName input,
        String askedFor,
        @Nullable Produce produce,
        LocalDate day,
        List<Restriction> grounds,
        List<Restriction> notices,
        @Nullable Waiting waiting,
        List<Interval> idle,
        List<Clause> clauses,
        @Nullable String registration,
        @Nullable Label label) {

    public enum Verdict {
        BANNED("不能用"),
        /// Not on this crop or animal; elsewhere perhaps.
        BANNED_HERE("不能用"),
        /// The product's label does not name the crop: wider use than registered.
        OFF_LABEL("不能用"),
        RESTRICTED("限制使用"),
        /// Allowed with the limits of the label and the waiting time.
        LIMITED("可以用"),
        /// Nothing is known, which is not a permission.
        UNKNOWN("没有资料");

        private final String title;

        Verdict(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        public boolean forbids() {
            return this == BANNED || this == BANNED_HERE || this == OFF_LABEL;
        }
    }

    public UseAnswer {
        grounds = List.copyOf(grounds);
        notices = List.copyOf(notices);
        idle = List.copyOf(idle);
        clauses = List.copyOf(clauses);
    }

    UseAnswer with(String number, @Nullable Label found) {
        return new UseAnswer(
                verdict, asked, input, askedFor, produce, day, grounds, notices, waiting, idle, clauses, number, found);
    }

    /// How often a season at most: by the label, else by the general table that counts; empty where none tells.
    public Optional<Integer> mostUses() {
        if (label != null && label.forCrop()) return label.maxUses();
        if (waiting == null || waiting.taken() == null) return Optional.empty();
        var printed = Plain.text(waiting.taken().maxUses()).replace("次", "");
        return printed.matches("[1-9]\\d?") ? Optional.of(Integer.valueOf(printed)) : Optional.empty();
    }

    /// What must be told beside the answer: a registration that the rules do not have or that has ended; empty
    /// without.
    public String warning() {
        if (registration == null) return "";
        if (label == null) return "数据里没有登记证号 " + registration + "，按药名查的，核对标签。";
        return label.expired() || label.notYet() ? label.say() : "";
    }

    /// The answer in one sentence: verdict, why, clause, and from when harvest is possible.
    public String say() {
        return produce == null ? reason() : verdict.title() + "：" + reason();
    }

    private String reason() {
        if (produce == null) return "没有找到“" + askedFor + "”，换个名字再查。";
        if (input == null) return "数据里没有“" + asked + "”。没有资料不等于可以用，只按标签登记的作物和用法用。";
        var name = input.name();
        return switch (verdict) {
            case BANNED -> {
                var row = grounds.getFirst();
                yield name + " " + row.since() + "禁用（" + row.scope() + "），"
                        + row.provenance().document() + "。";
            }
            case BANNED_HERE -> {
                if (grounds.isEmpty())
                    yield name + "产蛋期禁用，" + (waiting != null && waiting.product() != null ? "按登记的标签" : source()) + "。";
                var row = grounds.getFirst();
                yield row.measure() == Measure.ONLY_HERE
                        ? name + "只准用于" + row.scope() + "，" + row.provenance().document() + "。"
                        : name + "不准用于" + String.join("、", row.places())
                                + (row.kind() == InputKind.VETERINARY ? "（" + row.scope() + "）" : "") + "，"
                                + (row.fromText().isEmpty() ? "" : row.since() + "，")
                                + row.provenance().document() + "。";
            }
            case OFF_LABEL -> label == null ? name + "没有登记" + askedFor + "。" : label.say();
            case RESTRICTED -> {
                var row = grounds.getFirst();
                yield name + row.scope() + "，" + row.provenance().document() + "；" + waitSay();
            }
            case LIMITED -> waitSay();
            case UNKNOWN -> "数据里没有" + name + "用在" + produce.name() + "上的规定。没有资料不等于可以用，只按标签登记的作物和用法用。";
        };
    }

    private String source() {
        return waiting == null || waiting.taken() == null
                ? ""
                : waiting.taken().provenance().document();
    }

    /// 打药后等 5 天，最早 6月20日采收。
    private String waitSay() {
        if (waiting == null) return "这里没有它在" + askedFor + "上的间隔期，看标签。";
        var product = waiting.product();
        var taken = waiting.taken();
        var crop = produce != null && produce.animal() ? "出栏、上市" : "采收";
        var after = produce != null && produce.animal() ? "用药后等 " : "打药后等 ";
        var earliest =
                waiting.earliest(day).map(first -> "，最早 " + first + " " + crop).orElse("");
        if (product != null)
            return product.name() + "（" + product.registration() + "）按登记"
                    + (product.rule() == WaitRule.DAYS ? after + product.intervalDays() + " 天" : product.length())
                    + earliest + "。";
        if (taken == null) return "这里没有它在" + askedFor + "上的间隔期，看标签。";
        return switch (taken.rule()) {
            case DAYS -> after + taken.longest() + " 天" + earliest + "。";
            case EGGS -> "停药后 " + taken.longest() + " 天内的蛋不能卖，" + day.plusDays(number(taken)) + " 起可以卖。";
            case MILK -> "停药后 " + taken.longest() + " 天内的奶不能卖，" + day.plusDays(number(taken)) + " 起可以卖。";
            case DEGREE_DAYS -> "停药后每天水温相加，满 " + taken.longest() + " 度日才能上市。";
            case NOT_WHILE_LAYING -> "产蛋期禁用。";
        };
    }

    private static int number(Interval taken) {
        return taken.longest() == null ? 0 : taken.longest();
    }

    /// Document and confidence of what decides.
    public List<Provenance> provenances() {
        var all = new ArrayList<Provenance>();
        for (var row : grounds) all.add(row.provenance());
        if (waiting != null && waiting.taken() != null) all.add(waiting.taken().provenance());
        return all;
    }
}
