package org.nongyou.identity;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;

/// A person with the office and the area for which he acts, as his rights are at this moment. A producer's person has
/// no office and sees only the producer's own rows.
/// @param region the area: the office's, or the village or township within it that the person looks after
public record Actor(
        long accountId,
        String username,
        String name,
        @Nullable Office office,
        RegionCode region,
        @Nullable Long producerId,
        Set<Role> roles,
        boolean demo) {

    public Actor {
        roles = Set.copyOf(roles);
    }

    public boolean may(Verb verb) {
        return roles.stream().anyMatch(role -> role.verbs().contains(verb));
    }

    /// The rows this person may read.
    public Scope scope() {
        return producerId != null ? new Scope.Own(producerId) : new Scope.Within(region);
    }

    public boolean isProducer() {
        return producerId != null;
    }

    /// The office's name, or the person's own for a producer: what stands in records.
    public String officeName() {
        return office != null ? office.name() : name;
    }

    public @Nullable Long officeId() {
        return office != null ? office.id() : null;
    }

    /// As shown at the top right: 张建国·审核.
    public String roleTitles() {
        return roles.stream().sorted().map(Role::title).collect(Collectors.joining("、"));
    }
}
