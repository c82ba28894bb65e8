package org.nongyou.procedure;

import java.util.Optional;
import org.nongyou.region.Scope;

/// Finds the subjects of one kind. The modules that keep them implement it.
public interface SubjectSource {

    /// `base`, `region`, `product` … as a scheme's kinds name it.
    String kind();

    /// Empty when it does not exist or lies outside the scope.
    Optional<CaseSubject> find(Scope scope, String id);
}
