package org.nongyou.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("口令")
class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @Test
    @DisplayName("不存在的用户也按同样的参数算一遍，什么口令都不对")
    void anUnknownUserCostsTheSame() {
        var kept = passwords.hash("a real password");
        assertThat(parameters(passwords.nobodys)).isEqualTo(parameters(kept));
        assertThat(passwords.nobodys).hasSameSizeAs(kept);
        assertThat(passwords.matches("a real password", kept)).isTrue();
        assertThat(passwords.matches("a real password", null)).isFalse();
    }

    /// `$argon2id$v=19$m=19456,t=2,p=1`, without salt and hash.
    private static String parameters(String hash) {
        return hash.substring(0, hash.lastIndexOf('$', hash.lastIndexOf('$') - 1));
    }
}
