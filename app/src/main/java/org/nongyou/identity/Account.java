package org.nongyou.identity;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;

/// An account (账号) as administrators see it.
/// @param office null for a producer's person
/// @param lockedUntil set by too many wrong passwords
public record Account(
        long id,
        String username,
        String name,
        @Nullable String phone,
        @Nullable Office office,
        @Nullable Long producerId,
        RegionCode region,
        Set<Role> roles,
        boolean active,
        @Nullable Instant lockedUntil,
        boolean demo) {

    public Account {
        roles = Set.copyOf(roles);
    }

    public String roleTitles() {
        return roles.stream().sorted().map(Role::title).collect(Collectors.joining("、"));
    }

    public boolean lockedAt(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }
}
