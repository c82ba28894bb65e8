package brokenmodules.undeclared;

import brokenmodules.hidden.Open;

/// Uses a module that it does not declare.
public class Sneak {
    public Open open() {
        return new Open();
    }
}
