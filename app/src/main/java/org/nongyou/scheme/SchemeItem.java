package org.nongyou.scheme;

import java.util.List;

/// Anything in a scheme that a record can be judged by and that a page can cite.
public interface SchemeItem {

    /// Where the item stands in its scheme, such as `procedures.provincial-base.stages.acceptance`; unique in the
    /// scheme and stable over its versions. Settlements are kept by it.
    String path();

    String title();

    /// The sections of the document that the item comes from; a part without its own inherits those of its whole.
    List<String> clauses();
}
