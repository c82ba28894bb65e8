package org.nongyou.compliance.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.Arrival;
import org.nongyou.compliance.EntryProof;
import org.nongyou.compliance.Fair;
import org.nongyou.web.Entered;

/// A lot that comes in.
/// @param asks   whether a code was looked at, or there is none: then the form stands below
/// @param looked what the code says, or null
/// @param fairs  of this producer, on today
public record EntryFormPage(
        Entered entered,
        boolean asks,
        @Nullable Arrival looked,
        List<EntryProof> proofs,
        List<Fair> fairs,
        boolean mayRecord,
        LocalDate today) {

    public static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("code", "编码"),
            Map.entry("photo", "照片"),
            Map.entry("kg", "公斤"),
            Map.entry("vehicle", "车牌"),
            Map.entry("on", "哪一天"),
            Map.entry("reason", "说明"),
            Map.entry("produce", "品名"),
            Map.entry("originName", "谁的货"),
            Map.entry("originPlace", "产地"),
            Map.entry("fair", "展会"),
            Map.entry("proof", "凭证"),
            Map.entry("proofNumber", "凭证号码"),
            Map.entry("file", "凭证照片"));

    public EntryFormPage {
        proofs = List.copyOf(proofs);
    }

    /// Proofs beside a certificate of this platform.
    public List<EntryProof> others() {
        return proofs.subList(1, proofs.size());
    }

    public boolean byCertificate() {
        return entered.value("proof").equals("certificate");
    }

    /// Whether the goods may be taken in with what was looked at.
    public boolean good() {
        return !byCertificate() || looked != null && looked.verdict().good();
    }

    public boolean refuses() {
        return entered.value("outcome").equals("refused") || !good();
    }
}
