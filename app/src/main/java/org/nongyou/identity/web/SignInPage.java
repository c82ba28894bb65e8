package org.nongyou.identity.web;

import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;

/// @param to      the page that was asked for
/// @param refusal why signing in did not work, or null before the first try
public record SignInPage(
        String username, String to, @Nullable Refusal refusal) {}
