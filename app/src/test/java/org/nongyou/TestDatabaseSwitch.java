package org.nongyou;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// The data source of the application under test. Behind it stands a copy of the database as it was when the
/// application had just started; [#rewind] puts a new copy in its place, so that one started application serves every
/// test class with clean rows.
final class TestDatabaseSwitch implements DataSource, AutoCloseable {

    private TestDatabase current = TestDatabase.fresh();
    private @org.jspecify.annotations.Nullable String started;

    /// Back to the state after start-up. Whoever asks for a connection meanwhile waits.
    synchronized void rewind() {
        current.freeze();
        if (started == null) {
            started = current.name();
        } else {
            current.close();
        }
        current = TestDatabase.copyOf(started);
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
