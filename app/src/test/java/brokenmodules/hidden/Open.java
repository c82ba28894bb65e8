package brokenmodules.hidden;

/// What other modules may use.
public class Open {}
