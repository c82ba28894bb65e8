package org.nongyou.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Accounts;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/// The session holds nothing but the account's id, in the attribute that Spring Session indexes. The person is read
/// anew from the database once a request, when first asked for: taken rights are gone with the next click, and the
/// session of a closed account ends.
@Component
class SessionPeople implements SecurityContextRepository {

    static final String ACCOUNT = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

    private final Accounts accounts;

    SessionPeople(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Once(request);
    }

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    /// Signing in and out writes the session itself.
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(ACCOUNT) != null;
    }

    private Optional<SignedIn> person(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(ACCOUNT) instanceof String id)) return Optional.empty();
        var account = accounts.ofSession(Long.parseLong(id));
        if (account.isEmpty()) session.invalidate();
        return account.map(one -> new SignedIn(one.actor(), one.mustChangePassword()));
    }

    private final class Once implements DeferredSecurityContext {

        private final HttpServletRequest request;
        private @Nullable SecurityContext context;
        private boolean generated;

        Once(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public SecurityContext get() {
            var known = context;
            if (known == null) {
                var person = person(request);
                generated = person.isEmpty();
                known = person.<SecurityContext>map(SecurityContextImpl::new)
                        .orElseGet(SecurityContextHolder::createEmptyContext);
                context = known;
            }
            return known;
        }

        @Override
        public boolean isGenerated() {
            get();
            return generated;
        }
    }
}
