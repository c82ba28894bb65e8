package org.nongyou.scheme;

import java.math.BigDecimal;

/// A number of a rule: given by the document, or left open to the acting office, or not asked for.
public sealed interface Figure {

    Figure NONE = new None();

    record None() implements Figure {}

    record Fixed(BigDecimal value) implements Figure {}

    /// Left open by the document. `path` is where a settlement of it is kept.
    record ByOffice(String path) implements Figure {}
}
