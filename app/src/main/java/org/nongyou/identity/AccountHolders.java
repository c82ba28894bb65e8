package org.nongyou.identity;

import java.util.Optional;
import org.nongyou.region.Scope;

/// The register of producers, as identity asks it: implemented by the module that keeps it.
public interface AccountHolders {

    /// Empty when there is none or it lies outside the scope.
    Optional<AccountHolder> find(Scope scope, long producerId);
}
