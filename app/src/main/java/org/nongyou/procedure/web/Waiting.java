package org.nongyou.procedure.web;

import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.procedure.CaseLists;
import org.nongyou.procedure.ToDo;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.RequestScope;

/// How much waits for the person who asks, counted once for the menu and the page.
@Component
@RequestScope
class Waiting {

    private final CaseLists lists;
    private @Nullable Actor counted;
    private ToDo.@Nullable Summary summary;

    Waiting(CaseLists lists) {
        this.lists = lists;
    }

    ToDo.Summary of(Actor actor) {
        var known = summary;
        if (known == null || !actor.equals(counted)) {
            known = lists.toDoSummary(actor);
            summary = known;
            counted = actor;
        }
        return known;
    }
}
