package org.nongyou.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Person;
import org.nongyou.region.Divisions;
import org.nongyou.web.Viewer;
import org.nongyou.web.ViewerSource;
import org.springframework.stereotype.Component;

/// Tells the frame who looks. The public site looks the same to everybody, signed in or not, so that an officer sees
/// what the public sees.
@Component
class People implements ViewerSource {

    private final Divisions divisions;

    People(Divisions divisions) {
        this.divisions = divisions;
    }

    @Override
    public Optional<Viewer> viewer(HttpServletRequest request) {
        var path = request.getRequestURI();
        if (path.equals("/public") || path.startsWith("/public/") || path.startsWith("/b/") || path.startsWith("/c/"))
            return Optional.empty();
        return ActorArguments.current().map(this::person);
    }

    private Person person(Actor actor) {
        return new Person(actor, actor.isProducer() ? "自己名下" : divisions.path(actor.region()));
    }
}
