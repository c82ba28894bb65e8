package org.nongyou.identity.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// What stands before every page: who must be signed in, forged forms refused, headers. Rights and areas are asked
/// further in, by [org.nongyou.identity.Requires] and by the acts themselves.
@Configuration(proxyBeanMethods = false)
// Sub-commands run the application without pages.
@ConditionalOnWebApplication
class Security {

    /// Style attributes carry widths of progress bars and colours of maps; a voice note is heard before it is sent,
    /// when
    /// it has no address but a blob's; everything else comes from our own files.
    static final String CONTENT_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; "
            + "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; "
            + "media-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// What everybody may read.
    private static final String[] READABLE = {
        "/health",
        "/lib/**",
        "/css/**",
        "/js/**",
        "/img/**",
        "/fonts/**",
        "/maps/**",
        "/favicon.ico",
        "/sign-in",
        "/public",
        "/public/**",
        "/b/**",
        "/c/**",
        "/C/**",
        "/schemes",
        "/schemes/**"
    };

    @Bean
    SecurityFilterChain pages(
            HttpSecurity http, SessionPeople people, CookieCsrfTokenRepository tokens, MultipartProperties uploads)
            throws Exception {
        return http.securityContext(context -> context.securityContextRepository(people))
                .csrf(csrf -> csrf.csrfTokenRepository(tokens))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new RateLimit(), CsrfFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(
                                policy -> policy.policy("camera=(self), geolocation=(self), microphone=(self)"))
                        // Not no-store: "back" must bring back the filled-in form. Signing out clears the cache.
                        .cacheControl(cache -> cache.disable())
                        .addHeaderWriter((request, response) -> {
                            if (!response.containsHeader("Cache-Control")) {
                                response.setHeader("Cache-Control", "private, no-cache");
                            }
                        }))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, READABLE)
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, READABLE)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/public/**", "/sign-in")
                        .permitAll()
                        .requestMatchers("/error")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(Security::askToSignIn)
                        .accessDeniedHandler((request, response, denied) -> deny(request, response, denied, uploads)))
                .build();
    }

    private static void askToSignIn(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        askToSignIn(request, response);
    }

    /// To the sign-in page and back. A form that comes after the session has ended is answered, not redirected: the
    /// person goes back, signs in beside it and sends it again, and nothing typed is lost.
    static void askToSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getRequestURI();
        if ("true".equals(request.getHeader("HX-Request"))) {
            response.setHeader("HX-Redirect", signInPath(pageBehind(request)));
            response.setStatus(HttpStatus.NO_CONTENT.value());
        } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.sendError(HttpStatus.UNAUTHORIZED.value());
        } else if (path.equals("/")) {
            response.sendRedirect("/public");
        } else {
            var query = request.getQueryString();
            response.sendRedirect(signInPath(query == null ? path : path + "?" + query));
        }
    }

    private static String signInPath(String to) {
        var local = LocalPath.orHome(to);
        return local.equals("/") ? "/sign-in" : "/sign-in?to=" + URLEncoder.encode(local, StandardCharsets.UTF_8);
    }

    private static String pageBehind(HttpServletRequest request) {
        var current = request.getHeader("HX-Current-URL");
        if (current == null) return "/";
        try {
            var address = URI.create(current);
            return address.getRawQuery() == null
                    ? address.getRawPath()
                    : address.getRawPath() + "?" + address.getRawQuery();
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }

    /// An upload over the limit loses its fields, the form's token among them: the person is told of the size.
    private static void deny(
            HttpServletRequest request,
            HttpServletResponse response,
            AccessDeniedException denied,
            MultipartProperties uploads)
            throws IOException {
        var type = request.getContentType();
        var tooLarge = type != null
                && type.startsWith("multipart/")
                && request.getContentLengthLong() > uploads.getMaxRequestSize().toBytes();
        response.sendError((tooLarge ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.FORBIDDEN).value());
    }
}
