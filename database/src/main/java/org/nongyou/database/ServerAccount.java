package org.nongyou.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Under whose name PostgreSQL runs: it refuses to be root.
enum ServerAccount {

    /// An ordinary user needs no detour.
    SELF(List.of()),

    /// Root in a user namespace of its own: PostgreSQL does not see that it is root, the files stay root's.
    NAMESPACE(List.of("unshare", "-U")),

    /// Root where namespaces are not allowed: the folder belongs to nobody, who must be able to reach it.
    NOBODY(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));

    private final List<String> prefix;

    ServerAccount(List<String> prefix) {
        this.prefix = prefix;
    }

    static ServerAccount of(Path folder) {
        if (!"root".equals(System.getProperty("user.name"))) return SELF;
        if ("nobody".equals(owner(folder))) return NOBODY;
        return succeeds(List.of("unshare", "-U", "true")) ? NAMESPACE : NOBODY;
    }

    List<String> prefix() {
        return prefix;
    }

    boolean mayOwn(String owner) {
        return owner.equals(System.getProperty("user.name")) || (this == NOBODY && owner.equals("nobody"));
    }

    /// Gives the folder to whom the server runs as.
    void takeOver(Path folder) {
        if (this != NOBODY) return;
        try {
            var nobody = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            var everything = !"nobody".equals(owner(folder));
            try (var paths = Files.walk(folder, everything ? Integer.MAX_VALUE : 1)) {
                for (var path : paths.toList()) {
                    Files.getFileAttributeView(path, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .setOwner(nobody);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var reach = new ArrayList<>(prefix);
        reach.addAll(List.of("test", "-w", folder.toString()));
        if (!succeeds(reach)) {
            throw new PostgresUnavailable(
                    "用 root 启动时数据库以 nobody 运行，它进不了 %s；换个目录（--data，例如 /var/lib/nongyou）或换普通用户启动".formatted(folder));
        }
    }

    private static @Nullable String owner(Path folder) {
        try {
            return Files.exists(folder)
                    ? Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName()
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
