package org.nongyou.compliance;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Service;

/// What everybody may take home to verify without us: the public keys and the list of codes that hold no longer, as
/// JSON.
@Service
public class PublishedKeys {

    private final SigningKeys keys;
    private final Conformity conformity;
    private final Clock clock;

    PublishedKeys(SigningKeys keys, Conformity conformity, Clock clock) {
        this.keys = keys;
        this.conformity = conformity;
        this.clock = clock;
    }

    public String keys() {
        return KeyFile.keys(keys.published());
    }

    public String revoked(LocalDate since) {
        return KeyFile.revoked(conformity.revoked(since), clock.instant().toString());
    }
}
