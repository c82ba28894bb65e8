package org.nongyou.certification.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.certification.AfterCheck;
import org.nongyou.certification.Certificate;
import org.nongyou.certification.CertificatePeriod;
import org.nongyou.certification.MarkSale;
import org.nongyou.certification.MarkUse;
import org.nongyou.certification.Suspension;
import org.nongyou.journal.JournalRow;
import org.nongyou.kernel.Refusal;
import org.nongyou.web.Entered;

/// Page `/certificates/{id}`.
/// @param bases    that it covers, id to name
/// @param sold     with the mark in this year, tonnes
/// @param form     which form was sent and refused: `renew`, `stop`, `withdraw`, `mark`, `end-3`, `sale`, `check`,
/// `act-7`
/// @param formKey  the same for a form that is sent twice
public record CertificatePage(
        Certificate one,
        String place,
        String say,
        String tone,
        LocalDate today,
        Map<Long, String> bases,
        List<String> findings,
        List<CertificatePeriod> periods,
        List<Suspension> suspensions,
        List<MarkUse> uses,
        List<MarkSale> sales,
        BigDecimal sold,
        List<AfterCheck> checks,
        List<JournalRow> history,
        boolean mayRecord,
        boolean mayDecide,
        Entered entered,
        String form,
        String formKey) {

    public record Option(String value, String title) {}

    /// What was typed into one of the forms of the page; else what it begins with.
    public String typed(String of, String field, @Nullable String first) {
        return form.equals(of) ? entered.value(field) : first == null ? "" : first;
    }

    public @Nullable String error(String of, String field) {
        return form.equals(of) ? entered.error(field) : null;
    }

    /// Each leads to its field: those of forms that may stand on the page more than once carry the form's name.
    public List<Refusal> reasons() {
        if (List.of("mark", "sale", "check").contains(form)) return entered.faults();
        return entered.faults().stream()
                .map(fault -> fault.field() == null ? fault : fault.at(form + "-" + fault.field()))
                .toList();
    }

    public boolean open(String of) {
        return form.equals(of);
    }

    /// This quarter and the seven before.
    public List<Option> quarters() {
        var options = new ArrayList<Option>();
        int number = today.getYear() * 4 + (today.getMonthValue() - 1) / 3;
        for (int n = number; n > number - 8; n--)
            options.add(new Option(n / 4 + "-Q" + (n % 4 + 1), n / 4 + "年第" + (n % 4 + 1) + "季度"));
        return options;
    }

    public static String number(@Nullable BigDecimal number) {
        return number == null ? "" : number.stripTrailingZeros().toPlainString();
    }

    /// The renewal would begin on the day after.
    public String nextFrom() {
        var end = one.validTo();
        return end == null ? "" : end.plusDays(1).toString();
    }
}
