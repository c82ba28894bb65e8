package org.nongyoubench;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The same step, asked for through the product's own session, form token and rights.
@RestController
final class SignedInPeer {

    FlowablePeer.@Nullable Approvals peer;

    @PostMapping("/tasks/complete")
    @Requires(Verb.READ)
    ResponseEntity<Void> post(
            Actor actor,
            @RequestParam String task,
            @RequestParam String user,
            @RequestParam String decision,
            @RequestParam String opinion) {
        if (!actor.may(Verb.DECIDE)) return ResponseEntity.status(403).build();
        return requireNonNull(peer).post(task, user, decision, opinion);
    }
}
