package org.nongyou;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The data source of the application under test. Behind it stands a copy of the database as it was when the
/// application had just started; [#rewind] puts a new copy in its place, so that one started application serves every
/// test class with clean rows. The next copy is made while the tests on this one run: a copy takes most of a second.
final class TestDatabaseSwitch implements DataSource, AutoCloseable {

    private TestDatabase current = TestDatabase.fresh();
    private @Nullable String started;
    private @Nullable CompletableFuture<TestDatabase> next;

    /// One at a time: nobody may be connected to what is copied.
    private final ExecutorService copier =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    /// Back to the state after start-up. Whoever asks for a connection meanwhile waits.
    synchronized void rewind() {
        var used = current;
        used.freeze();
        if (started == null) started = used.name();
        else copier.execute(used::drop);
        var template = started;
        current = next == null ? TestDatabase.copyOf(template) : next.join();
        next = CompletableFuture.supplyAsync(() -> TestDatabase.copyOf(template), copier);
    }

    synchronized TestDatabase current() {
        return current;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return current().dataSource().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public void close() {
        copier.shutdownNow();
        current().close();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return current().dataSource().getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        current().dataSource().setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        current().dataSource().setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return current().dataSource().getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return current().dataSource().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return current().dataSource().isWrapperFor(type);
    }
}
