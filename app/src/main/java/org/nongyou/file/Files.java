package org.nongyou.file;

import static nongyoudb.file.Tables.FILES;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import nongyoudb.file.tables.records.FilesRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/// The files (附件). Bytes lie under `DATA/files/ab/cd/<sha256>`; they are on the disk for good before their row is
/// written, so that no row ever points to nothing. The same content is kept once.
@Service
public class Files {

    /// 20 MB, as the pages say.
    public static final long LARGEST = 20L * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Files.class);
    private static final int LONGEST_NAME = 120;
    /// Bytes that are held in memory at once.
    private static final int SMALL = 256 * 1024;

    private final DSLContext sql;
    private final Path folder;
    private final Clock clock;

    Files(DSLContext sql, @Value("${nongyou.data}") Path data, Clock clock) {
        this.sql = sql;
        this.folder = data.resolve("files");
        this.clock = clock;
    }

    /// Takes in what somebody uploads. What it is is told by its content; the name is only kept for people.
    /// @param region     where the matter lies to which it belongs
    /// @param producerId whose it is, or null
    public Decision<StoredFile> store(
            Actor actor, RegionCode region, @Nullable Long producerId, String name, InputStream content) {
        return storeAll(actor, region, producerId, List.of(new Incoming(name, content)))
                .getFirst();
    }

    /// What somebody uploads.
    public record Incoming(String name, InputStream content) {}

    /// The same for several of one matter; each is judged by itself.
    /// @return one decision for each, in the same order
    public List<Decision<StoredFile>> storeAll(
            Actor actor, RegionCode region, @Nullable Long producerId, List<Incoming> all) {
        var taken = all.stream().map(one -> take(one.name, one.content)).toList();
        var good = new ArrayList<Taken>();
        for (var one : taken) if (one instanceof Decision.Done<Taken>(var file)) good.add(file);
        var stored = record(actor.accountId(), region, producerId, good).iterator();
        return taken.stream()
                .map(one -> one.then(_ -> Decision.done(stored.next())))
                .toList();
    }

    /// A file whose bytes are in their place.
    private record Taken(String name, String mediaType, String hash, long size) {}

    private Decision<Taken> take(String name, InputStream content) {
        var clean = cleanName(name);
        if (clean.isEmpty()) return Decision.refused("file.name-missing");
        try {
            // What is kept already, such as a copy handed in again, is recognised before it is written.
            var beginning = content.readNBytes(SMALL);
            if (beginning.length == 0) return Decision.refused("file.empty", clean);
            if (beginning.length < SMALL) {
                var hash = HexFormat.of().formatHex(sha256().digest(beginning));
                var place = place(hash);
                if (java.nio.file.Files.exists(place)) return taken(clean, place, hash, beginning.length);
            }
            var temporary = temporary();
            try {
                var hash =
                        copy(new SequenceInputStream(new ByteArrayInputStream(beginning), content), temporary, LARGEST);
                if (hash == null) return Decision.refused("file.too-large", clean);
                return taken(clean, temporary, hash, java.nio.file.Files.size(temporary))
                        .then(one -> settled(one, temporary));
            } finally {
                java.nio.file.Files.deleteIfExists(temporary);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.error("upload not stored", e);
            return Decision.refused("file.not-stored", clean);
        }
    }

    private static Decision<Taken> taken(String clean, Path bytes, String hash, long size) throws IOException {
        var found = Content.of(bytes);
        return found.isEmpty()
                ? Decision.refused("file.unknown-type", clean)
                : Decision.done(
                        new Taken(withExtension(clean, found.get()), found.get().mediaType(), hash, size));
    }

    private Decision<Taken> settled(Taken one, Path temporary) {
        try {
            settle(temporary, one.hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Decision.done(one);
    }

    /// Keeps what the product itself made, such as an export; its content is not questioned.
    public StoredFile keep(
            long accountId,
            RegionCode region,
            @Nullable Long producerId,
            String name,
            String mediaType,
            InputStream content) {
        try {
            var temporary = temporary();
            try {
                var hash = Objects.requireNonNull(copy(content, temporary, Long.MAX_VALUE));
                long size = java.nio.file.Files.size(temporary);
                settle(temporary, hash);
                var taken = new Taken(cleanName(name), mediaType, hash, size);
                return record(accountId, region, producerId, List.of(taken)).getFirst();
            } finally {
                java.nio.file.Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<StoredFile> find(Scope scope, long id) {
        return sql.selectFrom(FILES)
                .where(FILES.ID.eq(id))
                .and(scope.on(FILES.REGION_CODE, FILES.PRODUCER_ID))
                .fetchOptional(Files::file);
    }

    /// What this person handed in before for the same matter, by its content: a phone whose answer was lost asks before
    /// it sends again.
    /// @param sha256 64 hexadecimal digits
    public Optional<StoredFile> own(Actor actor, RegionCode region, @Nullable Long producerId, String sha256) {
        return sql.selectFrom(FILES)
                .where(FILES.SHA256.eq(sha256))
                .and(FILES.UPLOADED_BY.eq(actor.accountId()))
                .and(FILES.REGION_CODE.eq(region.value()))
                .and(FILES.PRODUCER_ID.isNotDistinctFrom(producerId))
                .orderBy(FILES.ID)
                .limit(1)
                .fetchOptional(Files::file);
    }

    /// Only what was made public.
    public Optional<StoredFile> findPublic(long id) {
        return sql.selectFrom(FILES).where(FILES.ID.eq(id)).and(FILES.PUBLIC).fetchOptional(Files::file);
    }

    /// For a module that has checked by its own rules who may see the files of its matter.
    public Map<Long, StoredFile> ofMatter(Collection<Long> ids) {
        if (ids.isEmpty()) return Map.of();
        return sql.selectFrom(FILES).where(FILES.ID.in(ids)).fetch(Files::file).stream()
                .collect(Collectors.toMap(StoredFile::id, file -> file));
    }

    /// Lets anyone see it, as a photograph on a public page.
    public void publish(long id) {
        sql.update(FILES).set(FILES.PUBLIC, true).where(FILES.ID.eq(id)).execute();
    }

    /// Where the bytes lie.
    public Path path(StoredFile file) {
        return place(file.sha256());
    }

    private Path place(String hash) {
        return folder.resolve(hash.substring(0, 2))
                .resolve(hash.substring(2, 4))
                .resolve(hash);
    }

    private Path temporary() throws IOException {
        if (!java.nio.file.Files.isDirectory(folder)) java.nio.file.Files.createDirectories(folder);
        return java.nio.file.Files.createTempFile(folder, "incoming", null);
    }

    /// The hash, or null when there is more than is allowed.
    private static @Nullable String copy(InputStream content, Path to, long most) throws IOException {
        var digest = sha256();
        try (var out = new DigestOutputStream(java.nio.file.Files.newOutputStream(to), digest)) {
            var buffer = new byte[64 * 1024];
            long total = 0;
            for (int read; (read = content.read(buffer)) >= 0; ) {
                total += read;
                if (total > most) return null;
                out.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Moves the finished file to its place so that it survives a power cut: its bytes first, then its name.
    private void settle(Path temporary, String hash) throws IOException {
        var place = place(hash);
        if (java.nio.file.Files.exists(place)) return;
        java.nio.file.Files.createDirectories(place.getParent());
        try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        java.nio.file.Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
        // The names of the two levels of folders may be new as well.
        for (var above : new Path[] {folder, folder.resolve(hash.substring(0, 2)), place.resolveSibling("")}) {
            try (var channel = FileChannel.open(above, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private List<StoredFile> record(long accountId, RegionCode region, @Nullable Long producerId, List<Taken> files) {
        if (files.isEmpty()) return List.of();
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var rows = new ArrayList<FilesRecord>();
        for (var file : files) {
            var row = new FilesRecord();
            row.setSha256(file.hash);
            row.setSize(file.size);
            row.setMediaType(file.mediaType);
            row.setName(file.name);
            row.setRegionCode(region.value());
            row.setProducerId(producerId);
            row.setUploadedBy(accountId);
            row.setUploadedAt(at);
            rows.add(row);
        }
        // A statement does not promise the order of the rows that it hands back.
        var kept = sql.insertInto(FILES).set(rows).returning().fetch(Files::file);
        return files.stream()
                .map(file -> {
                    var own = kept.stream()
                            .filter(one ->
                                    one.sha256().equals(file.hash) && one.name().equals(file.name))
                            .findFirst()
                            .orElseThrow();
                    kept.remove(own);
                    return own;
                })
                .toList();
    }

    /// Without folders, control characters and signs that turn the direction of writing, and not too long.
    static String cleanName(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var clean = last.replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]", "")
                .replaceAll("[<>:\"|?*]", "_")
                .replaceAll("^[. ]+", "")
                .strip();
        if (clean.length() <= LONGEST_NAME) return clean;
        int dot = clean.lastIndexOf('.');
        var end = dot > 0 && clean.length() - dot <= 6 ? clean.substring(dot) : "";
        int cut = LONGEST_NAME - end.length();
        if (Character.isHighSurrogate(clean.charAt(cut - 1))) cut--;
        return clean.substring(0, cut) + end;
    }

    /// A picture called report.exe is handed out as report.exe.jpg.
    private static String withExtension(String name, Content content) {
        int dot = name.lastIndexOf('.');
        var extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return content.hasExtension(extension) ? name : name + "." + content.extension();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StoredFile file(FilesRecord row) {
        return new StoredFile(
                row.getId(),
                row.getSha256(),
                row.getSize(),
                row.getMediaType(),
                row.getName(),
                new RegionCode(row.getRegionCode()),
                row.getProducerId(),
                row.getUploadedBy(),
                row.getUploadedAt(),
                row.getPublic());
    }
}
