package org.nongyou.producer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Keyed hashes of ID numbers: equal numbers are found, no number can be read back or tried out from a copy of the
/// database alone. The key lies beside the data, readable by its owner only; several nodes share the one file. Whoever
/// loses it loses nothing but the recognition of persons registered before.
@Component
class IdentityDigests {

    private static final int KEY_BYTES = 32;
    private final SecretKeySpec key;

    IdentityDigests(@Value("${nongyou.data}") Path data) {
        this.key = new SecretKeySpec(keyIn(data.resolve("keys").resolve("identity-digest.key")), "HmacSHA256");
    }

    String of(IdentityNumber number) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(number.value().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] keyIn(Path file) {
        try {
            if (!Files.exists(file)) create(file);
            var bytes = Files.readAllBytes(file);
            if (bytes.length != KEY_BYTES) throw new IllegalStateException(file + " is no key of 32 bytes");
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or create " + file, e);
        }
    }

    /// Written under another name and moved, so that a start that is cut off leaves no half key.
    private static void create(Path file) throws IOException {
        var folder = Files.createDirectories(file.toAbsolutePath().getParent());
        var fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(folder, "identity-digest", ".new", ownerOnly);
        Files.write(draft, fresh);
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another node was faster: its key holds.
        } finally {
            Files.delete(draft);
        }
    }
}
