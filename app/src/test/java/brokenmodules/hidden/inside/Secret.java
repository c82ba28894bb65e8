package brokenmodules.hidden.inside;

/// Public, but inside its module.
public class Secret {}
