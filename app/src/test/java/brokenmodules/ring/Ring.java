package brokenmodules.ring;

import brokenmodules.circle.Circle;

/// Depends on the circle, which depends on the ring.
public class Ring {
    public Circle circle() {
        return new Circle();
    }
}
