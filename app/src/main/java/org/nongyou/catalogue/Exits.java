package org.nongyou.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Schemes;
import org.springframework.stereotype.Service;

/// What the scheme's exit rules say about a listing. They only propose: an office decides, and a removal goes its own
/// procedure.
@Service
public class Exits {

    private final Schemes schemes;
    private final SubjectFacts facts;
    private final Listings listings;

    Exits(Schemes schemes, SubjectFacts facts, Listings listings) {
        this.schemes = schemes;
        this.facts = facts;
        this.listings = listings;
    }

    /// @param proposed  rules whose condition holds by the known facts
    /// @param unchecked rules that speak of facts that nobody can tell yet
    public record Findings(List<Kind.Exit> proposed, List<Kind.Exit> unchecked) {}

    public Findings of(Listing listing) {
        var proposed = new ArrayList<Kind.Exit>();
        var unchecked = new ArrayList<Kind.Exit>();
        for (var exit : rules(listing)) {
            var holds = facts.holds(exit.when(), listing, listings.today());
            if (holds.isEmpty()) unchecked.add(exit);
            else if (holds.get()) proposed.add(exit);
        }
        return new Findings(proposed, unchecked);
    }

    /// The rules for the listing's level by which a removal can be started.
    public List<Kind.Exit> removals(Listing listing) {
        return rules(listing).stream()
                .filter(exit -> exit.effect() == Kind.Exit.Effect.REMOVE && exit.procedure() != null)
                .toList();
    }

    private List<Kind.Exit> rules(Listing listing) {
        var kind = schemes.at(listing.scheme()).kind(listing.kind()).orElseThrow();
        return kind.exits().stream()
                .filter(exit -> exit.levels().isEmpty() || exit.levels().contains(listing.level()))
                .toList();
    }
}
