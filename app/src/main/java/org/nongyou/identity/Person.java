package org.nongyou.identity;

import org.nongyou.region.Scope;
import org.nongyou.web.Viewer;

/// The signed-in person as the frame of the page shows him. A module that contributes a menu entry or a card finds the
/// actor with [Actors#of].
public record Person(Actor actor, String scopeTitle) implements Viewer {

    @Override
    public String name() {
        return actor.name();
    }

    @Override
    public String roleTitles() {
        return actor.roleTitles();
    }

    @Override
    public Scope scope() {
        return actor.scope();
    }

    @Override
    public boolean demo() {
        return actor.demo();
    }

    @Override
    public boolean may(String right) {
        return actor.may(Verb.valueOf(right));
    }
}
