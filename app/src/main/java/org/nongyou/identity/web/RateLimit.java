package org.nongyou.identity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Holds back floods from one address at the two doors that are open to everybody. A bureau's people share one
/// address, hence the generous burst for signing in; objections are rare.
final class RateLimit extends OncePerRequestFilter {

    private static final int REMEMBERED = 10_000;

    private final TokenBuckets signIns = new TokenBuckets(60, Duration.ofSeconds(1), REMEMBERED);
    private final TokenBuckets publicPosts = new TokenBuckets(10, Duration.ofSeconds(6), REMEMBERED);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getMethod().equals("POST")) {
            var path = request.getRequestURI();
            var buckets = path.equals("/sign-in") ? signIns : path.startsWith("/public/") ? publicPosts : null;
            if (buckets != null && !buckets.take(request.getRemoteAddr(), System.nanoTime())) {
                response.setHeader("Retry-After", "60");
                response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
