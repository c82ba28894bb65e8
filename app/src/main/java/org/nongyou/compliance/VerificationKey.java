package org.nongyou.compliance;

import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A published key (公钥) by which anybody checks certificates.
/// @param until     the last day on which it signed, or null while it signs
/// @param untrusted true after its secret became known: nothing that it signed is believed any more
public record VerificationKey(
        int id,
        Algorithm algorithm,
        byte[] key,
        LocalDate from,
        @Nullable LocalDate until,
        boolean untrusted) {

    boolean signedOn(LocalDate day) {
        var last = until;
        return !day.isBefore(from) && (last == null || !day.isAfter(last));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey one
                && id == one.id
                && algorithm == one.algorithm
                && Arrays.equals(key, one.key)
                && from.equals(one.from)
                && java.util.Objects.equals(until, one.until)
                && untrusted == one.untrusted;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
