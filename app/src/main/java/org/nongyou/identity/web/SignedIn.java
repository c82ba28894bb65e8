package org.nongyou.identity.web;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/// The signed-in person as Spring Security carries him through one request. Rights are asked of the actor, so there
/// are no authorities.
public final class SignedIn extends AbstractAuthenticationToken {

    private final transient Actor actor;
    private final boolean mustChangePassword;

    public SignedIn(Actor actor, boolean mustChangePassword) {
        super(List.<GrantedAuthority>of());
        this.actor = actor;
        this.mustChangePassword = mustChangePassword;
        setAuthenticated(true);
    }

    public Actor actor() {
        return actor;
    }

    /// Whether the password came from an administrator: nothing but choosing an own one is possible.
    boolean mustChangePassword() {
        return mustChangePassword;
    }

    @Override
    public Object getPrincipal() {
        return actor;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public String getName() {
        return actor.username();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that
                && actor.equals(that.actor)
                && mustChangePassword == that.mustChangePassword;
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(actor);
    }
}
