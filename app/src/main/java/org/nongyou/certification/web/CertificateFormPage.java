package org.nongyou.certification.web;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.certification.Certificate;
import org.nongyou.certification.CertificateKind;
import org.nongyou.producer.Producer;
import org.nongyou.web.Entered;

/// Pages `/certificates/new` and `/certificates/{id}/correct`.
/// @param one        what is corrected; null for a new one
/// @param holder     who holds it, once chosen
/// @param candidates found by the words
/// @param bases      of the holder
/// @param covered    ids of bases that are ticked
public record CertificateFormPage(
        @Nullable Certificate one,
        @Nullable Producer holder,
        String words,
        List<Producer> candidates,
        List<Option> bases,
        Set<String> covered,
        Entered entered) {

    public record Option(String value, String title) {}

    public List<CertificateKind> kinds() {
        return CertificateKind.all();
    }

    public String title() {
        return one == null ? "登记证书" : "更正证书";
    }

    public String action() {
        return one == null ? "/certificates/new" : "/certificates/" + one.id() + "/correct";
    }

    public List<Option> months() {
        return List.of(
                new Option("24", "24 个月：一年生作物、草场"),
                new Option("36", "36 个月：多年生作物"),
                new Option("12", "12 个月：新垦、长期撂荒的地"));
    }
}
