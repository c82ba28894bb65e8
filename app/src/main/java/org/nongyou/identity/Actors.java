package org.nongyou.identity;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.Viewer;

/// Asks for rights in controllers.
public final class Actors {

    private Actors() {}

    /// The person behind the frame; menu entries and cards are only ever asked for signed-in people.
    public static Actor of(Viewer viewer) {
        if (viewer instanceof Person person) return person.actor();
        throw new IllegalArgumentException("not a signed-in person: " + viewer);
    }

    /// @throws NotAllowed naming the roles that carry the right and whom to ask
    public static void require(Actor actor, Verb verb) {
        if (!actor.may(verb)) throw new NotAllowed(sentence(actor, verb));
    }

    /// @param sentence says in Chinese whom to ask
    /// @throws NotAllowed with the sentence
    public static void require(Actor actor, Verb verb, String sentence) {
        if (!actor.may(verb)) throw new NotAllowed(sentence);
    }

    static String sentence(Actor actor, Verb verb) {
        var roles = Arrays.stream(Role.values())
                .filter(role -> role.verbs().contains(verb))
                .filter(role -> role != Role.PRODUCER)
                .map(Role::title)
                .collect(Collectors.joining("或"));
        return "%s由%s办，你现在是%s。要办这件事，找%s。"
                .formatted(verb.title(), roles, actor.roleTitles(), actor.isProducer() ? "县农业农村局" : "本单位的管理员");
    }
}
