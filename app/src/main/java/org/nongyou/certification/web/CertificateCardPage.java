package org.nongyou.certification.web;

import java.time.LocalDate;
import java.util.List;
import org.nongyou.certification.Certificate;

/// The card of certificates on another page.
/// @param links  whether each opens; not for the public
/// @param record where a new one is recorded, or empty
public record CertificateCardPage(List<Certificate> rows, LocalDate today, boolean links, String record) {}
