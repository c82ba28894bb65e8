package org.nongyou.identity;

/// A password that is shown once and good for one sign-in; only its hash is kept.
public record NewPassword(Account account, String password) {

    /// Without the password: records end up in logs.
    @Override
    public String toString() {
        return "NewPassword[" + account.username() + "]";
    }
}
