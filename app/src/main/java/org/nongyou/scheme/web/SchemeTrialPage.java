package org.nongyou.scheme.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Trial;
import org.nongyou.web.Ui;

/// What a rule would give on made-up facts. Nothing is kept.
/// @param trial  null while no rule is picked
/// @param told   what was typed, by field
/// @param places the names of the places among it
public record SchemeTrialPage(
        Scheme scheme,
        int newest,
        List<Trial.Choice> choices,
        String rule,
        @Nullable Trial trial,
        Map<String, String> told,
        Map<String, String> places,
        TitleOfChoice titles) {

    /// How a choice of a fact reads.
    @FunctionalInterface
    public interface TitleOfChoice {
        String of(String fact, String choice);
    }

    public String base() {
        return "/schemes/" + Ui.query(scheme.id());
    }

    public String value(Trial.Field field) {
        return told.getOrDefault(name(field), "");
    }

    public boolean ticked(Trial.Field field, String choice) {
        return List.of(value(field).split("、")).contains(choice);
    }

    public static String name(Trial.Field field) {
        return (field.fact() ? "fact:" : "answer:") + field.name();
    }

    /// Whether a field names a division.
    static boolean place(String field) {
        return field.equals("fact:region") || field.startsWith("fact:") && field.endsWith(".region");
    }

    public @Nullable String error(Trial.Field field) {
        var trial = trial();
        return trial == null || !trial.unread().contains(name(field))
                ? null
                : switch (field.type()) {
                    case "date" -> "日期写成 2025-06-30 这样";
                    case "int", "list(int)" -> "写整数";
                    case "decimal", "money" -> "写数，例如 120.5";
                    default -> place(name(field)) ? "写地名全称或者区划代码；同名的地方不止一个时写代码" : "不是可选的内容";
                };
    }

    public @Nullable String hint(Trial.Field field) {
        return switch (field.type()) {
            case "list" -> field.choices().isEmpty() ? "几个之间用顿号隔开" : "可以写几个，用顿号隔开：" + Ui.join(field.choices());
            case "list(int)" -> "几个数之间用顿号隔开，例如 2、1、1、0";
            case "text" -> place(name(field)) ? places.getOrDefault(name(field), "地名全称或者区划代码，例如 甘州区、620702107") : null;
            default -> null;
        };
    }

    public String cite(String section) {
        return Ui.clauseHref(scheme.id(), scheme.version(), section);
    }

    /// The groups of rules in their order.
    public List<String> groups() {
        return choices.stream().map(Trial.Choice::group).distinct().toList();
    }

    public String say() {
        var trial = trial();
        if (choices.isEmpty()) return "这份方案没有可以试算的规则。";
        if (trial == null) return choices.size() + " 条规则可以试算：选一条，填上事实，看结果。";
        if (trial.answer() == null) return "填上事实，看“" + trial.title() + "”会给出什么结果。";
        return trial.answer();
    }

    public String tone() {
        var trial = trial();
        if (trial == null || trial.answer() == null) return "info";
        return trial.good() ? "ok" : "warn";
    }
}
