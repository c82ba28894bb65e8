package org.nongyou.identity;

/// What a person may do, apart from where. Screens and server ask the same table, [Role#verbs()].
public enum Verb {
    /// Read cases, bases, producers and the internal side of the catalogue.
    READ,
    /// Enter and change producers and bases.
    REGISTER,
    /// Start, fill in and submit cases.
    APPLY,
    /// Decide cases in the name of the office: pass, return, reject, conclude.
    DECIDE,
    /// Score a case as an invited expert.
    SCORE,
    /// Manage listings: warn, order rectification, suspend, take over published results.
    MANAGE_CATALOGUE,
    /// Handle objections and publish notices.
    PUBLISH,
    /// Enter reported figures.
    REPORT,
    /// Settle on record what a scheme leaves open.
    SETTLE,
    /// Read the journal.
    AUDIT,
    /// Manage offices and accounts.
    ADMINISTER,
    /// Import from files and export lists.
    EXCHANGE
}
