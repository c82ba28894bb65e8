package brokenmodules.circle;

import brokenmodules.ring.Ring;

/// Depends on the ring, which depends on the circle.
public class Circle {
    public Ring ring() {
        return new Ring();
    }
}
