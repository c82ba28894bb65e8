package org.nongyou.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/// Passwords: how they are kept and which are good enough.
///
/// Argon2id with 19 MiB, 2 passes, 1 lane: the smallest setting that the OWASP cheat sheet for password storage names
/// as sufficient, chosen because a county's server may be a small machine with a 512 MiB heap. No more than two are
/// computed at a time, so that a rush of sign-ins takes 38 MiB and two cores, and not the machine.
@Component
public class Passwords {

    static final int SHORTEST = 10;
    static final int LONGEST = 200;
    /// Without characters that look alike, for one-time passwords that are read out or copied by hand.
    private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
    private final Semaphore atOnce = new Semaphore(2);
    private final SecureRandom random = new SecureRandom();
    private final Set<String> common = read();
    /// Compared with when the user name is unknown, so that the answer takes as long as for a known one. Drawn, not
    /// computed: a computed one would cost every start.
    final String nobodys = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(KIBIBYTES, PASSES, LANES, drawn(SALT_BYTES), drawn(HASH_BYTES));

    private String drawn(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /// As kept in the database.
    public String hash(String password) {
        atOnce.acquireUninterruptibly();
        try {
            return argon2.encode(password);
        } finally {
            atOnce.release();
        }
    }

    /// @param hash null for an unknown user: takes the usual time and says no
    boolean matches(String password, @Nullable String hash) {
        if (password.length() > LONGEST) return false;
        atOnce.acquireUninterruptibly();
        try {
            return argon2.matches(password, hash == null ? nobodys : hash) && hash != null;
        } finally {
            atOnce.release();
        }
    }

    /// What is wrong with a new password; empty when it is good enough.
    Optional<Refusal> objection(String username, String password) {
        if (password.length() < SHORTEST) {
            return Optional.of(Refusal.of("identity.password-too-short", SHORTEST - password.length()));
        }
        if (password.length() > LONGEST) return Optional.of(Refusal.of("identity.password-too-long"));
        var plain = password.toLowerCase(Locale.ROOT);
        if (plain.contains(username.toLowerCase(Locale.ROOT))) {
            return Optional.of(Refusal.of("identity.password-has-user-name"));
        }
        if (common.contains(plain) || plain.chars().distinct().count() < 4) {
            return Optional.of(Refusal.of("identity.password-common"));
        }
        return Optional.empty();
    }

    /// Four groups of four: some 79 bits.
    String oneTime() {
        var text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            if (i > 0 && i % 4 == 0) text.append('-');
            text.append(READABLE.charAt(random.nextInt(READABLE.length())));
        }
        return text.toString();
    }

    private static Set<String> read() {
        try (var stream = Passwords.class.getResourceAsStream("/common-passwords.txt")) {
            if (stream == null) throw new IllegalStateException("common-passwords.txt is missing");
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
