package org.nongyou.certification;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseRow;
import org.nongyou.base.Bases;
import org.nongyou.certification.CertificateRule.About;
import org.nongyou.certification.CertificateRule.Confidence;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.PaperNumber;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Reads what was typed of a certificate and says all that is wrong with it, each at its field.
@Component
class FormCheck {

    static final int LONGEST_WORDS = 1000;
    private static final int MOST_PRODUCTS = 60;
    private static final int MOST_BASES = 200;
    private static final LocalDate EARLIEST = LocalDate.of(1990, 1, 1);
    private static final BigDecimal MOST_MU = new BigDecimal(10_000_000);
    private static final BigDecimal MOST_TONNES = new BigDecimal(10_000_000);
    private static final Set<String> CONVERSION_MONTHS = Set.of("12", "24", "36");

    private final Producers producers;
    private final Bases bases;
    private final Clock clock;

    FormCheck(Producers producers, Bases bases, Clock clock) {
        this.producers = producers;
        this.bases = bases;
        this.clock = clock;
    }

    /// What the form says, read.
    record Read(
            CertificateKind kind,
            String number,
            Producer holder,
            String products,
            int productCount,
            @Nullable BigDecimal areaMu,
            @Nullable BigDecimal outputTonnes,
            String certifier,
            Span span,
            @Nullable LocalDate conversionFrom,
            @Nullable Integer conversionMonths,
            String note) {}

    /// @param to null where it does not end
    record Span(LocalDate issued, LocalDate from, @Nullable LocalDate to) {}

    Decision<Read> of(CertificateForm form, @Nullable Producer holder) {
        var faults = new ArrayList<Refusal>();
        var kind = CertificateKind.ofCode(form.kind()).orElse(null);
        if (kind == null) faults.add(Refusal.of("certification.kind").at("kind"));
        if (holder == null) faults.add(Refusal.of("certification.holder").at("producerId"));
        else if (!holder.active())
            faults.add(Refusal.of("certification.holder-closed", holder.name()).at("producerId"));
        var span = span(kind, form.issuedOn(), form.validFrom(), form.validTo(), faults);
        var number = number(kind, form.number(), span == null ? today() : span.issued(), faults);
        var products = products(form.products(), faults);
        var area = area(form.areaMu(), faults);
        var output = output(form.outputTonnes(), faults);
        var certifier = form.certifier().strip();
        if (certifier.isEmpty())
            faults.add(Refusal.of("certification.certifier").at("certifier"));
        if (certifier.length() > 60)
            faults.add(Refusal.of("certification.long", "发证机构", 60).at("certifier"));
        if (form.note().length() > LONGEST_WORDS)
            faults.add(Refusal.of("certification.long", "备注", LONGEST_WORDS).at("note"));
        LocalDate conversionFrom = null;
        Integer months = null;
        if (kind != null && kind.conversion()) {
            conversionFrom = past(form.conversionFrom(), "conversionFrom", "certification.conversion-from", faults);
            if (CONVERSION_MONTHS.contains(form.conversionMonths())) months = Integer.valueOf(form.conversionMonths());
            else
                faults.add(Refusal.of("certification.conversion-months")
                        .at("conversionMonths")
                        .citing(kind.rule(About.CONVERSION, today())
                                .map(CertificateRule::cited)
                                .orElse(null)));
        } else if (!form.conversionFrom().isBlank())
            faults.add(Refusal.of("certification.conversion-other").at("conversionFrom"));
        if (!faults.isEmpty() || kind == null || holder == null || span == null || products.isEmpty())
            return Decision.refused(Refusal.joined(faults));
        return Decision.done(new Read(
                kind,
                number,
                holder,
                Ui.join(products),
                products.size(),
                area,
                output,
                certifier,
                span,
                conversionFrom,
                months,
                form.note().strip()));
    }

    /// The holder that the form names, within the person's area, or null.
    @Nullable
    Producer holder(Actor actor, CertificateForm form) {
        return form.producerId().matches("\\d{1,15}")
                ? producers
                        .find(actor.scope(), Long.parseLong(form.producerId()))
                        .orElse(null)
                : null;
    }

    /// The bases that a form names, within the person's area.
    List<BaseRow> bases(Actor actor, List<String> ids, List<Refusal> faults) {
        var found = new ArrayList<BaseRow>();
        for (var id : ids.stream().filter(one -> !one.isBlank()).distinct().toList()) {
            var base = id.matches("\\d{1,15}")
                    ? bases.findRow(actor.scope(), Long.parseLong(id)).orElse(null)
                    : null;
            if (base == null) faults.add(Refusal.of("certification.base").at("baseIds"));
            else found.add(base);
        }
        if (found.size() > MOST_BASES)
            faults.add(Refusal.of("certification.bases-many", MOST_BASES).at("baseIds"));
        return found;
    }

    @Nullable
    BigDecimal area(String typed, List<Refusal> faults) {
        return number(typed, "areaMu", "面积", 2, MOST_MU, false, faults);
    }

    @Nullable
    BigDecimal output(String typed, List<Refusal> faults) {
        return number(typed, "outputTonnes", "产量", 3, MOST_TONNES, false, faults);
    }

    /// The days of a certificate or of its renewal.
    @Nullable
    Span span(@Nullable CertificateKind kind, String issuedText, String fromText, String toText, List<Refusal> faults) {
        var issued = past(issuedText, "issuedOn", "certification.issued", faults);
        var from = fromText.isBlank() ? issued : day(fromText, "validFrom", faults);
        var to = toText.isBlank() ? null : day(toText, "validTo", faults);
        if (issued == null || from == null || (to == null && !toText.isBlank())) return null;
        int before = faults.size();
        if (from.isAfter(issued.plusYears(1)) || from.isBefore(issued.minusYears(1)))
            faults.add(Refusal.of("certification.from-far", from, issued).at("validFrom"));
        if (to != null && to.isBefore(from))
            faults.add(Refusal.of("certification.to-before", to, from).at("validTo"));
        if (kind != null) {
            var term = kind.rule(About.TERM, issued).orElse(null);
            var longterm = kind.rule(About.LONGTERM, issued).orElse(null);
            if (to == null && term != null)
                faults.add(Refusal.of("certification.to-missing", kind.title(), term.words())
                        .at("validTo")
                        .citing(term.cited()));
            // The day of the year counts whole: three years from 1 March end on the last of February, or on the first.
            if (to != null
                    && term != null
                    && term.confidence() == Confidence.SURE
                    && to.isAfter(from.plusMonths(term.number())))
                faults.add(Refusal.of(
                                "certification.term-long",
                                term.words(),
                                from.plusMonths(term.number()).minusDays(1))
                        .at("validTo")
                        .citing(term.cited()));
            if (to != null && longterm != null && longterm.confidence() == Confidence.SURE)
                faults.add(Refusal.of("certification.longterm", kind.title())
                        .at("validTo")
                        .citing(longterm.cited()));
        }
        if (to != null && to.isAfter(from.plusYears(30)))
            faults.add(Refusal.of("certification.to-far", to).at("validTo"));
        return faults.size() > before ? null : new Span(issued, from, to);
    }

    String number(@Nullable CertificateKind kind, String typed, LocalDate issued, List<Refusal> faults) {
        var number = CertificateKind.written(typed);
        var title = kind == null ? "编号" : kind.numberTitle();
        if (number.isEmpty())
            faults.add(Refusal.of("certification.number", title).at("number"));
        else if (number.length() > 40)
            faults.add(Refusal.of("certification.long", title, 40).at("number"));
        else if (PaperNumber.tooShort(number))
            faults.add(Refusal.of("certification.number-short", title, PaperNumber.LEAST)
                    .at("number"));
        else if (kind != null)
            kind.objection(number, issued)
                    .filter(rule -> rule.confidence() == Confidence.SURE)
                    .ifPresent(rule -> faults.add(
                            Refusal.of("certification.number-shape", kind.title(), number, kind.shapes(issued))
                                    .at("number")
                                    .citing(rule.cited())));
        return number;
    }

    List<String> products(String typed, List<Refusal> faults) {
        var products = Arrays.stream(typed.split("[、，,;；/\\r\\n]+"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .distinct()
                .toList();
        if (products.isEmpty()) faults.add(Refusal.of("certification.products").at("products"));
        if (products.size() > MOST_PRODUCTS)
            faults.add(Refusal.of("certification.products-many", MOST_PRODUCTS).at("products"));
        products.stream()
                .filter(one -> one.length() > 40)
                .findFirst()
                .ifPresent(one -> faults.add(
                        Refusal.of("certification.product-long", one, 40).at("products")));
        return products;
    }

    /// More than nothing, or not known.
    /// @param needed it cannot be left empty
    @Nullable
    BigDecimal number(
            String typed,
            String field,
            String title,
            int decimals,
            BigDecimal most,
            boolean needed,
            List<Refusal> faults) {
        var text = typed.strip().replaceAll("[,，\\s]", "");
        if (text.isEmpty()) return null;
        if (!text.matches("-?\\d{1,15}(\\.\\d{1,6})?")) {
            faults.add(Refusal.of("certification.amount-number", title, shortened(typed))
                    .at(field));
            return null;
        }
        var number = new BigDecimal(text);
        if (number.signum() <= 0)
            faults.add(Refusal.of(needed ? "certification.amount-needed" : "certification.amount-positive", title, text)
                    .at(field));
        else if (number.compareTo(most) > 0)
            faults.add(Refusal.of("certification.amount-absurd", title, text, Ui.number(most))
                    .at(field));
        else if (number.stripTrailingZeros().scale() > decimals)
            faults.add((decimals == 0
                            ? Refusal.of("certification.amount-whole", title, text)
                            : Refusal.of("certification.amount-decimals", title, decimals, text))
                    .at(field));
        return number;
    }

    /// A day that has come.
    @Nullable
    LocalDate past(String typed, String field, String missing, List<Refusal> faults) {
        if (typed.isBlank()) {
            faults.add(Refusal.of(missing).at(field));
            return null;
        }
        var day = day(typed, field, faults);
        if (day == null) return null;
        if (day.isAfter(today())) {
            faults.add(Refusal.of("certification.future", day, today()).at(field));
            return null;
        }
        return day;
    }

    @Nullable
    LocalDate day(String typed, String field, List<Refusal> faults) {
        try {
            var day = TypedDay.parse(typed.strip());
            if (!day.isBefore(EARLIEST) && day.getYear() < 2100) return day;
            faults.add(Refusal.of("certification.day-far", typed.strip()).at(field));
        } catch (DateTimeException e) {
            faults.add(Refusal.of("certification.day", shortened(typed)).at(field));
        }
        return null;
    }

    static String reason(String typed, String field, List<Refusal> faults) {
        var words = typed.strip();
        if (words.isEmpty()) faults.add(Refusal.of("certification.reason").at(field));
        if (words.length() > LONGEST_WORDS)
            faults.add(Refusal.of("certification.long", "原因", LONGEST_WORDS).at(field));
        return words;
    }

    private static String shortened(String typed) {
        var text = typed.strip();
        return text.length() <= 30 ? text : text.substring(0, 30) + "……";
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
