package org.nongyou.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder of one installation: database, uploads, logs. It belongs to one user, is closed to others, and serves
/// one process at a time; the claim ends with the process, however that ends.
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes the folder if it is missing and claims it.
    /// @throws PostgresUnavailable with one clear line
    public static DataFolder claim(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        prepare(path);
        return new DataFolder(path, lock(path));
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            var owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
            if (!ServerAccount.of(folder).mayOwn(owner)) {
                throw new PostgresUnavailable("数据目录 %s 属于用户 %s，现在是 %s；换个目录（--data）或换用户"
                        .formatted(folder, owner, System.getProperty("user.name")));
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            if (!Files.isWritable(folder)) throw notWritable(folder);
        } catch (FileAlreadyExistsException e) {
            throw new PostgresUnavailable("%s 是文件，不是目录；换个目录（--data）".formatted(folder));
        } catch (FileSystemException | ReadOnlyFileSystemException e) {
            throw diskIsFull(e) ? noSpace(nearestExisting(folder)) : notWritable(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Two servers on one folder would each take the other for a left-over.
    private static FileChannel lock(Path folder) {
        var file = folder.resolve("lock");
        try {
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new PostgresUnavailable("数据目录 %s 正被另一个农优程序使用（进程 %s）；先停下它，或换个目录（--data）"
                        .formatted(folder, Files.readString(file).strip()));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + System.lineSeparator()));
            return channel;
        } catch (AccessDeniedException e) {
            throw notWritable(folder);
        } catch (IOException e) {
            throw diskIsFull(e) ? noSpace(folder) : new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    static PostgresUnavailable noSpace(Path folder) {
        return new PostgresUnavailable(
                "磁盘满了：%s 所在的盘只剩 %d MB；腾出空间或换个目录（--data），已保存的数据不受影响".formatted(folder, roomLeft(folder) >> 20));
    }

    static boolean diskIsFull(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && speaksOfAFullDisk(cause.getMessage())) return true;
        }
        return false;
    }

    static boolean speaksOfAFullDisk(@org.jspecify.annotations.Nullable String text) {
        return text != null && (text.contains("No space left on device") || text.contains("Disk quota exceeded"));
    }

    static long roomLeft(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static PostgresUnavailable notWritable(Path folder) {
        return new PostgresUnavailable("数据目录 %s 不能写；换个目录（--data）或改它的权限".formatted(folder));
    }

    private static Path nearestExisting(Path folder) {
        Path found = folder;
        for (var parent = found.getParent(); !Files.exists(found) && parent != null; parent = found.getParent()) {
            found = parent;
        }
        return found;
    }
}
