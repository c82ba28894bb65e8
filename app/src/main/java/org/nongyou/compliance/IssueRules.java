package org.nongyou.compliance;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nongyou.producer.ProducerKind;
import org.nongyou.standard.Produce;
import org.nongyou.standard.RuleBook;

/// The rows of who must issue for what (谁该开、什么产品该开), and the figures that the gate reckons with. Rows, so that a
/// changed order changes no code.
/// @param duties  of each kind of producer
/// @param classes the nearest group of a produce decides
/// @param warmest water temperature, ℃, below which degree-days cannot be full any sooner
public record IssueRules(Map<ProducerKind, Duty> duties, List<ProduceClass> classes, BigDecimal warmest) {

    /// A class of produce that must carry a certificate, or a group that is none of them.
    /// @param group    as the classification of produce names it
    /// @param title    蔬菜（含人工种植食用菌）
    /// @param required false for a group that the order leaves out, such as milk
    public record ProduceClass(String group, String title, boolean required) {}

    public IssueRules {
        duties = Map.copyOf(duties);
        classes = List.copyOf(classes);
    }

    /// The class of a produce: of the nearest group above it that is a class; empty where there is none, as with grain.
    public Optional<ProduceClass> classOf(RuleBook book, String typed) {
        var known = book.produce(known(book, typed)).orElse(null);
        if (known == null) return Optional.empty();
        var byName = new HashMap<String, Produce>();
        for (var one : book.rows().produce()) byName.put(one.name(), one);
        var seen = new HashMap<String, Boolean>();
        var next = new ArrayDeque<String>();
        next.add(known.name());
        while (!next.isEmpty()) {
            var name = next.remove();
            if (seen.put(name, true) != null) continue;
            for (var one : classes)
                if (one.group().equals(name)) return Optional.of(one).filter(ProduceClass::required);
            var produce = byName.get(name);
            if (produce != null) next.addAll(produce.parents());
        }
        return Optional.empty();
    }

    public Duty duty(RuleBook book, ProducerKind kind, String produce) {
        var own = duties.getOrDefault(kind, Duty.NONE);
        return own == Duty.MUST && classOf(book, produce).isEmpty() ? Duty.MAY : own;
    }

    /// As the classification calls it: 设施番茄 is 番茄.
    static String known(RuleBook book, String produce) {
        if (book.produce(produce).isPresent()) return produce;
        return book.rows().produce().stream()
                .map(Produce::name)
                .filter(name -> name.length() > 1 && produce.contains(name))
                .max(Comparator.comparingInt(String::length))
                .orElse(produce);
    }
}
