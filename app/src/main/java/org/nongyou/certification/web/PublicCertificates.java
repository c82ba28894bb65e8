package org.nongyou.certification.web;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.nongyou.certification.CertificateLists;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Whether a number on a package stands in the ledger and how (公开查询). Only whole numbers are answered, so that the
/// ledger cannot be read out.
@Controller
class PublicCertificates {

    private static final int LONGEST = 60;

    private final CertificateLists lists;
    private final Clock clock;

    PublicCertificates(CertificateLists lists, Clock clock) {
        this.lists = lists;
        this.clock = clock;
    }

    @GetMapping("/public/certificates")
    ModelAndView find(
            @RequestParam(defaultValue = "") String number, jakarta.servlet.http.HttpServletResponse response) {
        response.setHeader(
                HttpHeaders.CACHE_CONTROL,
                CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic().getHeaderValue());
        var typed = number.strip();
        var asked = typed.substring(0, Math.min(typed.length(), LONGEST));
        var found =
                asked.isEmpty() ? java.util.List.<org.nongyou.certification.Certificate>of() : lists.byNumber(asked);
        return Page.of(
                "certification/public",
                new PublicCertificatesPage(asked, found, LocalDate.ofInstant(clock.instant(), Ui.ZONE)));
    }
}
