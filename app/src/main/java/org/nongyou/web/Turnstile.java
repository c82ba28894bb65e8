package org.nongyou.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets in no more pages at once than the processors can work on, in the order in which they came. A page is work for
/// the processor: twenty begun together on two processors are all slow, and some of them very slow; one after the other
/// none waits longer than its turn. Whoever has waited for a while goes through all the same, so that slow uploads and
/// downloads cannot keep the others out.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class Turnstile extends OncePerRequestFilter {

    private static final long PATIENCE_MS = 1_000;

    /// What is only handed out costs nothing.
    private static final Pattern HANDED_OUT = Pattern.compile("/(?:lib|css|js|img|fonts|maps)/.*|/health");

    private final Semaphore places = new Semaphore(2 * Runtime.getRuntime().availableProcessors(), true);

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return HANDED_OUT.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean taken = false;
        try {
            taken = places.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            chain.doFilter(request, response);
        } finally {
            if (taken) places.release();
        }
    }
}
