package org.nongyou.web;

/// What was asked for does not exist, or lies outside the person's area: both read the same.
public final class NotFound extends RuntimeException {

    public NotFound() {
        super("not found", null, false, false);
    }
}
