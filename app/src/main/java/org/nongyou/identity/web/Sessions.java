package org.nongyou.identity.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.support.TransactionOperations;

/// Sessions live in PostgreSQL, so that a restart signs nobody out. Spring Boot's own module for this is not in the
/// package registries we build from; these are its few lines.
@Configuration(proxyBeanMethods = false)
class Sessions {

    /// A working day: who comes back from lunch or from the field goes on where he was.
    static final Duration IDLE = Duration.ofHours(8);

    static final String COOKIE = "nongyou";

    @Bean
    JdbcIndexedSessionRepository keptSessions(JdbcTemplate jdbc) {
        // Without a transaction around each look: a session is one row and its attribute, and one that was cut off
        // between the two has no person in it. The filter is outside every transaction of an act.
        var sessions = new JdbcIndexedSessionRepository(jdbc, TransactionOperations.withoutTransaction());
        sessions.setTableName("identity.spring_session");
        sessions.setDefaultMaxInactiveInterval(IDLE);
        sessions.setConversionService(onlyText());
        sessions.setCleanupCron("0 */10 * * * *");
        new PostgreSqlJdbcIndexedSessionRepositoryCustomizer().customize(sessions);
        return sessions;
    }

    /// In a cookie, so that a public page with a form makes no session.
    @Bean
    CookieCsrfTokenRepository formTokens() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("nongyou-form");
        tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).path("/").sameSite("Lax"));
        return tokens;
    }

    /// In front of everything, on error and asynchronous dispatches too.
    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> sessionFilter(JdbcIndexedSessionRepository kept) {
        var registration = new FilterRegistrationBean<SessionRepositoryFilter<?>>(filter(kept));
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        return registration;
    }

    private static <S extends Session> SessionRepositoryFilter<?> filter(SessionRepository<S> kept) {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName(COOKIE);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setCookiePath("/");
        var ids = new CookieHttpSessionIdResolver();
        ids.setCookieSerializer(cookie);
        var thrifty = new ThriftySessions<>(kept);
        var filter = new SessionRepositoryFilter<>(thrifty) {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
                    throws ServletException, IOException {
                try {
                    super.doFilterInternal(request, response, rest);
                } finally {
                    thrifty.forget();
                }
            }
        };
        filter.setHttpSessionIdResolver(ids);
        return filter;
    }

    /// A session keeps text only: rows of a session are never read as Java objects, whoever wrote them.
    private static GenericConversionService onlyText() {
        var conversion = new GenericConversionService();
        conversion.addConverter(Object.class, byte[].class, value -> {
            if (value instanceof String text) return text.getBytes(StandardCharsets.UTF_8);
            throw new IllegalArgumentException(
                    "a session keeps text only; pass what a page says after an act in the address, not as "
                            + value.getClass().getName());
        });
        conversion.addConverter(byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
        return conversion;
    }
}
