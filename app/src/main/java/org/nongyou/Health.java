package org.nongyou;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// `GET /health`: 200 when a page could be served, which takes a database that answers; otherwise 503. It stands
/// before sign-in and sessions, so that a load balancer that asks every second leaves no trace.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Health extends OncePerRequestFilter {

    private static final int PATIENCE_SECONDS = 2;

    private final DataSource database;
    private final String version;

    Health(DataSource database, @Value("${nongyou.version}") String version) {
        this.database = database;
        this.version = version;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals("/health");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var serves = databaseAnswers();
        response.setStatus(serves ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        var body = "{\"status\":\"%s\",\"version\":\"%s\"}".formatted(serves ? "up" : "database-down", version);
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }

    private boolean databaseAnswers() {
        try (var connection = database.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }
}
