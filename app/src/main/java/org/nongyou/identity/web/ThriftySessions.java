package org.nongyou.identity.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/// Keeps Spring Session from writing on every request: the time of the last access is moved on at most once a minute,
/// and a session in which nothing changed is not saved. A session so ends up to a minute early.
/// @param <S> the kept session
final class ThriftySessions<S extends Session> implements SessionRepository<ThriftySessions.Thrifty<S>> {

    static final Duration STEP = Duration.ofMinutes(1);

    private final SessionRepository<S> kept;

    /// The filter reads the session once more after it has saved it, to compare the id: it gets the one it has.
    private final ThreadLocal<@Nullable Thrifty<S>> saved = new ThreadLocal<>();

    ThriftySessions(SessionRepository<S> kept) {
        this.kept = kept;
    }

    @Override
    public Thrifty<S> createSession() {
        return new Thrifty<>(kept.createSession(), true);
    }

    @Override
    public void save(Thrifty<S> session) {
        saved.set(session);
        if (!session.changed) return;
        kept.save(session.kept);
        session.changed = false;
    }

    @Override
    public @Nullable Thrifty<S> findById(String id) {
        var one = saved.get();
        saved.remove();
        if (one != null && one.getId().equals(id)) return one;
        var found = kept.findById(id);
        return found == null ? null : new Thrifty<>(found, false);
    }

    /// At the end of each request: the next one on the same thread reads the session anew.
    void forget() {
        saved.remove();
    }

    @Override
    public void deleteById(String id) {
        saved.remove();
        kept.deleteById(id);
    }

    static final class Thrifty<S extends Session> implements Session {

        private final S kept;
        private boolean changed;

        Thrifty(S kept, boolean changed) {
            this.kept = kept;
            this.changed = changed;
        }

        @Override
        public String getId() {
            return kept.getId();
        }

        @Override
        public String changeSessionId() {
            changed = true;
            return kept.changeSessionId();
        }

        @Override
        public <T> @Nullable T getAttribute(String name) {
            return kept.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return kept.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            changed = true;
            kept.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            changed = true;
            kept.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return kept.getCreationTime();
        }

        @Override
        public void setLastAccessedTime(Instant now) {
            if (now.isBefore(kept.getLastAccessedTime().plus(STEP))) return;
            changed = true;
            kept.setLastAccessedTime(now);
        }

        @Override
        public Instant getLastAccessedTime() {
            return kept.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            changed = true;
            kept.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return kept.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return kept.isExpired();
        }
    }
}
