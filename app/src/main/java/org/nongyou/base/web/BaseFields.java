package org.nongyou.base.web;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.nongyou.base.BaseForm;
import org.nongyou.base.BaseForm.CertificateForm;
import org.nongyou.base.BaseForm.PlotForm;
import org.springframework.util.MultiValueMap;

/// Reads the base's form. Rows are named `plots.3.name`; gaps in the numbers are rows that were taken away.
final class BaseFields {

    private static final Pattern PLOT = Pattern.compile("plots\\.(\\d{1,4})\\.\\w+");
    private static final Pattern CERTIFICATE = Pattern.compile("certificates\\.(\\d{1,4})\\.\\w+");
    private static final int ROWS_ADDED = 5;

    private BaseFields() {}

    static BaseForm form(MultiValueMap<String, String> typed) {
        var plots = new ArrayList<PlotForm>();
        for (var i : numbers(typed, PLOT)) {
            var at = "plots." + i + ".";
            plots.add(new PlotForm(
                    text(typed, at + "name"),
                    text(typed, at + "kind"),
                    text(typed, at + "areaMu"),
                    text(typed, at + "crop"),
                    text(typed, at + "outline")));
        }
        var certificates = new ArrayList<CertificateForm>();
        for (var i : numbers(typed, CERTIFICATE)) {
            var at = "certificates." + i + ".";
            certificates.add(new CertificateForm(
                    text(typed, at + "type"),
                    text(typed, at + "number"),
                    text(typed, at + "validFrom"),
                    text(typed, at + "validTo"),
                    text(typed, at + "fileId")));
        }
        return new BaseForm(
                text(typed, "producerId"),
                text(typed, "name"),
                text(typed, "region"),
                text(typed, "address"),
                text(typed, "product"),
                text(typed, "productClass"),
                text(typed, "areaMu"),
                text(typed, "responsibleName"),
                text(typed, "supervisionPhone"),
                text(typed, "techniques"),
                text(typed, "goodVarietyPercent"),
                text(typed, "internalInspectors"),
                text(typed, "householdsLed"),
                text(typed, "operatingProcedure"),
                text(typed, "signboardOn"),
                plots,
                certificates);
    }

    static BaseForm withMorePlots(BaseForm form) {
        var plots = new ArrayList<>(form.plots());
        for (int i = 0; i < ROWS_ADDED; i++) plots.add(PlotForm.EMPTY);
        return with(form, plots, form.certificates());
    }

    static BaseForm withMoreCertificates(BaseForm form) {
        var certificates = new ArrayList<>(form.certificates());
        certificates.add(CertificateForm.EMPTY);
        return with(form, form.plots(), certificates);
    }

    private static BaseForm with(BaseForm form, List<PlotForm> plots, List<CertificateForm> certificates) {
        return new BaseForm(
                form.producerId(),
                form.name(),
                form.region(),
                form.address(),
                form.product(),
                form.productClass(),
                form.areaMu(),
                form.responsibleName(),
                form.supervisionPhone(),
                form.techniques(),
                form.goodVarietyPercent(),
                form.internalInspectors(),
                form.householdsLed(),
                form.operatingProcedure(),
                form.signboardOn(),
                plots,
                certificates);
    }

    private static TreeSet<Integer> numbers(MultiValueMap<String, String> typed, Pattern pattern) {
        var numbers = new TreeSet<Integer>();
        for (var name : typed.keySet()) {
            var match = pattern.matcher(name);
            if (match.matches()) numbers.add(Integer.valueOf(match.group(1)));
        }
        return numbers;
    }

    private static String text(MultiValueMap<String, String> typed, String name) {
        var value = typed.getFirst(name);
        return value == null ? "" : value;
    }
}
