package org.nongyou.database;

/// The database could not be started. The message is one line for the person at the keyboard, in Chinese.
public final class PostgresUnavailable extends RuntimeException {

    public PostgresUnavailable(String message) {
        super(message);
    }
}
