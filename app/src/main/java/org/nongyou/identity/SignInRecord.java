package org.nongyou.identity;

import java.time.Instant;

/// One try to sign in.
/// @param outcome `signed_in`, `wrong_password`, `locked` or `closed`
public record SignInRecord(Instant at, String outcome) {

    public String title() {
        return switch (outcome) {
            case "signed_in" -> "登录";
            case "wrong_password" -> "密码不对";
            case "locked" -> "锁定中又试";
            case "closed" -> "账号已停用";
            default -> throw new IllegalStateException("unknown outcome: " + outcome);
        };
    }

    public boolean signedIn() {
        return outcome.equals("signed_in");
    }
}
