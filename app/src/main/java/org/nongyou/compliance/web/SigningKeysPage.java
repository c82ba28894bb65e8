package org.nongyou.compliance.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.SigningKeys;

/// Page `/admin/signing-keys`.
/// @param done  `rotated`, `revoked` or empty
/// @param at    the key whose revocation was refused, or 0
/// @param error why an act was refused, or empty
public record SigningKeysPage(List<SigningKeys.Line> lines, boolean mayChange, String done, int at, String error) {

    /// The one that signs, or null before the first certificate.
    public SigningKeys.@Nullable Line signing() {
        return lines.stream().filter(SigningKeys.Line::signs).findFirst().orElse(null);
    }
}
