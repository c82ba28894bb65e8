package org.nongyou.compliance;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody typed about goods that came in, unchecked.
/// @param key    drawn with the form: sent twice it is one entry
/// @param code   of the certificate, typed or scanned with its address
/// @param accept whether they are taken in
/// @param fairId the exhibition at which they come in, or null
public record EntryForm(
        UUID key,
        boolean accept,
        String proof,
        String code,
        String proofNumber,
        @Nullable Long fileId,
        String produce,
        String kg,
        String originName,
        String originPlace,
        String vehicle,
        String on,
        String reason,
        @Nullable Long fairId) {

    /// At one's own place.
    public EntryForm(
            UUID key,
            boolean accept,
            String proof,
            String code,
            String proofNumber,
            @Nullable Long fileId,
            String produce,
            String kg,
            String originName,
            String originPlace,
            String vehicle,
            String on,
            String reason) {
        this(
                key,
                accept,
                proof,
                code,
                proofNumber,
                fileId,
                produce,
                kg,
                originName,
                originPlace,
                vehicle,
                on,
                reason,
                null);
    }
}
