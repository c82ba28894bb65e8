package brokenmodules;

import org.springframework.modulith.Modulithic;

/// The application of the broken modules.
@Modulithic
public class BrokenModules {}
