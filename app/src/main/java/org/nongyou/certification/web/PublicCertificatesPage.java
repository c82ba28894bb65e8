package org.nongyou.certification.web;

import java.time.LocalDate;
import java.util.List;
import org.nongyou.certification.Certificate;

/// Page `/public/certificates`.
/// @param asked the number as typed; empty before the first question
public record PublicCertificatesPage(String asked, List<Certificate> found, LocalDate today) {

    public String say() {
        if (asked.isEmpty()) return "照包装或证书上的编号写全，看在不在台账里、现在有没有效。";
        if (found.isEmpty()) return "台账里没有这个编号。对一下有没有抄错；外地的证书不在这里。";
        var one = found.getFirst();
        return one.state(today).inForce()
                ? "在台账里，" + one.stateTitle(today) + "。"
                : "在台账里，但现在是“" + one.stateTitle(today) + "”，标志不能用。";
    }

    public String tone() {
        if (asked.isEmpty()) return "info";
        if (found.isEmpty()) return "warn";
        return found.getFirst().state(today).inForce() ? "ok" : "bad";
    }
}
