package org.nongyou;

/// The product cannot start. The message is one line for the person at the keyboard, in Chinese.
final class StartRefused extends RuntimeException {

    StartRefused(String message) {
        super(message);
    }
}
