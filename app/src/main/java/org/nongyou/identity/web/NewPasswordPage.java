package org.nongyou.identity.web;

import org.nongyou.identity.NewPassword;

/// A one-time password, shown this once.
/// @param opened whether the account is new
public record NewPasswordPage(NewPassword given, boolean opened) {}
