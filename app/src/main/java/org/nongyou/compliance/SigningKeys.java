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
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
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
import org.nongyou.region.RegionCode;
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

    /// 换密钥. What the old key signed stays valid.
    /// @param lost its secret became known: nothing that it signed is believed any more
    @Transactional(propagation = Propagation.REQUIRED)
    public Decision<VerificationKey> rotate(Actor actor, Algorithm algorithm, boolean lost) {
        if (!actor.may(Verb.ADMINISTER)) return Decision.refused("compliance.keys-not-yours");
        sql.fetch("select pg_advisory_xact_lock({0})", inline(LOCK));
        var old = active();
        if (old != null) {
            old.setUntrusted(lost);
            end(old);
        }
        var fresh = begin(algorithm);
        var made = key(sql.selectFrom(SIGNING_KEYS)
                .where(SIGNING_KEYS.ID.eq(fresh.id()))
                .fetchSingle());
        journal.write(
                actor,
                JournalEntry.of(
                        "signing-key.rotate",
                        RegionCode.COUNTRY,
                        "signing-key",
                        fresh.id(),
                        "第 " + fresh.id() + " 把签名密钥",
                        "换成第 " + fresh.id() + " 把签名密钥（" + algorithm.title() + "）" + (lost ? "，前一把泄露，不再认" : "")));
        return Decision.done(made);
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
