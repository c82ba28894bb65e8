package org.nongyou.catalogue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.NewCase;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Removal from the catalogue is reported level by level: it is a case of the scheme's own procedure, started from the
/// listing with a reason, and its end removes or keeps the entry.
@Service
public class Revocations {

    private final Listings listings;
    private final DynamicManagement management;
    private final Exits exits;
    private final Schemes schemes;
    private final Cases cases;

    Revocations(Listings listings, DynamicManagement management, Exits exits, Schemes schemes, Cases cases) {
        this.listings = listings;
        this.management = management;
        this.exits = exits;
        this.schemes = schemes;
        this.cases = cases;
    }

    /// The running one, as the measure that started it; empty when none runs.
    public Optional<Measure> running(Listing listing) {
        for (var measure : listings.measures(listing)) {
            switch (measure.kind()) {
                case REVOCATION -> {
                    return Optional.of(measure);
                }
                case KEPT, REMOVAL -> {
                    return Optional.empty();
                }
                case WARNING, RECTIFICATION, SUSPENSION, LIFTING, PROMOTION, RENEWAL, EXPIRY -> {}
            }
        }
        return Optional.empty();
    }

    /// @param exitId the scheme's reason, or null for the only one
    @Transactional
    public Decision<Case> start(Actor actor, long listingId, @Nullable String exitId, String reason) {
        var listing = listings.find(actor.scope(), listingId).orElseThrow(NotFound::new);
        if (!listing.status().standing()) return Decision.refused("catalogue.not-standing");
        var removals = exits.removals(listing);
        var exit = removals.stream()
                .filter(one -> exitId == null ? removals.size() == 1 : one.id().equals(exitId))
                .findFirst();
        if (removals.isEmpty()) return Decision.refused("catalogue.no-revocation-procedure");
        if (exit.isEmpty())
            return Decision.refused(Refusal.of("catalogue.exit-missing").at("exit"));
        if (running(listing).isPresent()) return Decision.refused("catalogue.revocation-open");
        if (reason.strip().length() < 5)
            return Decision.refused(Refusal.of("catalogue.reason-short").at("reason"));
        var procedure = exit.get().procedure();
        if (procedure == null) return Decision.refused("catalogue.no-revocation-procedure");
        var clause = schemes.at(listing.scheme()).title() + " "
                + String.join("、", exit.get().clauses()) + "：" + exit.get().title();
        return cases.start(
                        actor,
                        new NewCase(
                                listing.scheme(),
                                procedure,
                                listing.kind(),
                                listing.subjectKind(),
                                listing.subjectId(),
                                listing.classId()))
                .then(theCase -> {
                    management.revocationStarted(actor, listing, theCase.id(), reason.strip(), clause);
                    return Decision.done(theCase);
                });
    }
}
