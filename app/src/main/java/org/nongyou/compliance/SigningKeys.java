package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.SIGNING_KEYS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import nongyoudb.compliance.tables.records.SigningKeysRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Keys that sign certificates (签名密钥). The secret halves lie beside the data, readable by their owner only, and
/// never in the database; several nodes share the one folder. Where the secret of the key that signs is gone, a new key
/// begins and what the old one signed stays valid.
@Service
public class SigningKeys {

    /// A key with its secret.
    record Signer(int id, Algorithm algorithm, byte[] secret, LocalDate from) {}

    private static final long LOCK = 4_900_260_001L;
    private static final int FINGERPRINT = 8;
    private static final int SHORTEST = 2;
    private static final int LONGEST = 200;

    private final DSLContext sql;
    private final Journal journal;
    private final Path folder;
    private final Algorithm preferred;
    private final Clock clock;
    private final Map<Integer, byte[]> secrets = new ConcurrentHashMap<>();

    SigningKeys(
            DSLContext sql,
            Journal journal,
            @Value("${nongyou.data}") Path data,
            @Value("${nongyou.certificate-algorithm:Ed25519}") String algorithm,
            Clock clock) {
        this.sql = sql;
        this.journal = journal;
        this.folder = data.resolve("keys");
        this.preferred = Algorithm.ofTitle(algorithm)
                .orElseThrow(() -> new IllegalStateException("nongyou.certificate-algorithm is Ed25519 or SM2"));
        this.clock = clock;
    }

    /// All keys that ever signed, the oldest first: they are public.
    public List<VerificationKey> published() {
        return sql.selectFrom(SIGNING_KEYS).orderBy(SIGNING_KEYS.ID).fetch(SigningKeys::key);
    }

    private static VerificationKey key(SigningKeysRecord row) {
        return new VerificationKey(
                row.getId(),
                Algorithm.ofTitle(row.getAlgorithm()).orElseThrow(),
                row.getPublicKey(),
                row.getFromDay(),
                row.getUntilDay(),
                row.getUntrusted());
    }

    /// The key that signs today; the first one is made when it is first needed.
    @Transactional
    Signer signer() {
        var row = active();
        var secret = row == null ? null : secret(row.getId());
        if (row != null && secret != null) return signer(row, secret);
        sql.fetch("select pg_advisory_xact_lock({0})", inline(LOCK));
        row = active();
        secret = row == null ? null : secret(row.getId());
        if (row != null && secret != null) return signer(row, secret);
        if (row != null) end(row);
        return begin(preferred);
    }

    private static Signer signer(SigningKeysRecord row, byte[] secret) {
        return new Signer(row.getId(), Algorithm.ofTitle(row.getAlgorithm()).orElseThrow(), secret, row.getFromDay());
    }

    private @Nullable SigningKeysRecord active() {
        return sql.selectFrom(SIGNING_KEYS)
                .where(SIGNING_KEYS.UNTIL_DAY.isNull())
                .fetchOne();
    }

    /// A key as the administrator sees it.
    /// @param fingerprint   the first eight bytes of the SHA-256 of its public half
    /// @param revokedAt     null while it is believed
    public record Line(
            VerificationKey key,
            String fingerprint,
            @Nullable Instant revokedAt,
            String revokedBecause,
            String revokedBy) {

        public boolean signs() {
            return key.until() == null;
        }
    }

    /// All keys, the newest first.
    public List<Line> lines() {
        return sql.selectFrom(SIGNING_KEYS)
                .orderBy(SIGNING_KEYS.ID.desc())
                .fetch(row -> new Line(
                        key(row),
                        fingerprint(row.getPublicKey()),
                        row.getRevokedAt(),
                        row.getRevokedBecause(),
                        row.getRevokedBy()));
    }

    private static String fingerprint(byte[] key) {
        try {
            return HexFormat.ofDelimiter(" ")
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, FINGERPRINT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Keys sign for every county of the platform: a province's administrator changes them.
    public boolean mayChange(Actor actor) {
        return actor.may(Verb.ADMINISTER) && actor.scope().isAtLeast(Level.PROVINCE);
    }

    /// 换密钥: from now on a fresh one signs. The old one stays published and what it signed stays valid.
    @Transactional(propagation = Propagation.REQUIRED)
    public Decision<VerificationKey> rotate(Actor actor, Algorithm algorithm) {
        if (!mayChange(actor)) return Decision.refused("compliance.keys-not-yours");
        sql.fetch("select pg_advisory_xact_lock({0})", inline(LOCK));
        var old = active();
        if (old != null) end(old);
        var fresh = begin(algorithm);
        write(actor, "signing-key.rotate", fresh.id(), "换成第 " + fresh.id() + " 把签名密钥（" + algorithm.title() + "）", null);
        return Decision.done(found(fresh.id()));
    }

    /// 作废密钥, because its secret became known. From this moment its signature alone is believed by nobody,
    /// whatever day the signed words say: whoever has the secret may write any day. Certificates that the platform
    /// has on record were issued by the platform and stand. Where it signs, a fresh key of its kind begins.
    @Transactional(propagation = Propagation.REQUIRED)
    public Decision<VerificationKey> revoke(Actor actor, int id, String reason) {
        if (!mayChange(actor)) return Decision.refused("compliance.keys-not-yours");
        sql.fetch("select pg_advisory_xact_lock({0})", inline(LOCK));
        var row = sql.selectFrom(SIGNING_KEYS).where(SIGNING_KEYS.ID.eq(id)).fetchOne();
        if (row == null) throw new NotFound();
        if (row.getUntrusted()) return Decision.refused(Refusal.of("compliance.key-revoked-already", id));
        var because = reason.strip();
        if (because.length() < SHORTEST || because.length() > LONGEST)
            return Decision.refused(
                    Refusal.of("compliance.key-reason", SHORTEST, LONGEST).at("reason"));
        boolean signs = row.getUntilDay() == null;
        row.setUntrusted(true);
        row.setRevokedAt(clock.instant());
        row.setRevokedBecause(because);
        row.setRevokedBy(actor.officeName());
        if (signs) end(row);
        else row.update();
        var fresh = signs ? begin(Algorithm.ofTitle(row.getAlgorithm()).orElseThrow()) : null;
        write(
                actor,
                "signing-key.revoke",
                id,
                "作废第 " + id + " 把签名密钥" + (fresh == null ? "" : "，第 " + fresh.id() + " 把接着签"),
                because);
        return Decision.done(found(id));
    }

    private VerificationKey found(int id) {
        return key(sql.selectFrom(SIGNING_KEYS).where(SIGNING_KEYS.ID.eq(id)).fetchSingle());
    }

    private void write(Actor actor, String act, int id, String summary, @Nullable String because) {
        // In the journal of who did it, so that his own auditors read it.
        var region = Objects.requireNonNullElse(actor.scope().region(), RegionCode.COUNTRY);
        var entry = JournalEntry.of(act, region, "signing-key", Integer.toString(id), "第 " + id + " 把签名密钥", summary);
        journal.write(actor, because == null ? entry : entry.because(because));
    }

    private void end(SigningKeysRecord row) {
        var today = today();
        row.setUntilDay(today.isBefore(row.getFromDay()) ? row.getFromDay() : today);
        row.update();
    }

    private Signer begin(Algorithm algorithm) {
        int id = Objects.requireNonNull(
                sql.select(coalesce(max(SIGNING_KEYS.ID), inline(0)).plus(1))
                        .from(SIGNING_KEYS)
                        .fetchSingle()
                        .value1());
        // A file of this number without a row is of a start that was cut off: nobody has its key.
        for (; Files.exists(file(id)); id++) secrets.remove(id);
        var secret = algorithm.drawKey();
        write(file(id), secret);
        secrets.put(id, secret);
        var today = today();
        sql.insertInto(SIGNING_KEYS)
                .set(SIGNING_KEYS.ID, id)
                .set(SIGNING_KEYS.ALGORITHM, algorithm.title())
                .set(SIGNING_KEYS.PUBLIC_KEY, algorithm.publicOf(secret))
                .set(SIGNING_KEYS.FROM_DAY, today)
                .set(SIGNING_KEYS.MADE_AT, clock.instant())
                .execute();
        return new Signer(id, algorithm, secret, today);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    private Path file(int id) {
        return folder.resolve("certificate-" + id + ".key");
    }

    private byte @Nullable [] secret(int id) {
        var known = secrets.get(id);
        if (known != null) return known;
        var file = file(id);
        if (!Files.exists(file)) return null;
        try {
            var read = Base64.getDecoder().decode(Files.readString(file).strip());
            secrets.put(id, read);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// Written under another name and moved, so that a start that is cut off leaves no half key.
    private static void write(Path file, byte[] secret) {
        try {
            var folder = Files.createDirectories(file.toAbsolutePath().getParent());
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var draft = Files.createTempFile(folder, "certificate", ".new", ownerOnly);
            Files.writeString(draft, Base64.getEncoder().encodeToString(secret) + "\n");
            try {
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException e) {
                throw new IllegalStateException(file + " was made meanwhile", e);
            } finally {
                Files.delete(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
