package org.nongyou.scheme;

import static nongyoudb.scheme.Tables.SCHEMES;
import static nongyoudb.scheme.Tables.SETTLEMENTS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.nongyou.scheme.SchemeLoader.Loaded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Brings the schemes' folders into the database before the first page is served: those that come with the product
/// (`schemes/` of the repository, in the jar) and those that an operator put into `schemes/` of the data folder. A
/// folder that was loaded before is not read again.
@Component
public class SchemeFolders implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(SchemeFolders.class);

    private static final List<Field<?>> CARRIED = List.of(
            SETTLEMENTS.SCHEME_ID,
            SETTLEMENTS.SCHEME_VERSION,
            SETTLEMENTS.PATH,
            SETTLEMENTS.VALUE,
            SETTLEMENTS.DECISION,
            SETTLEMENTS.DOCUMENT,
            SETTLEMENTS.OFFICE_ID,
            SETTLEMENTS.OFFICE_NAME,
            SETTLEMENTS.ACCOUNT_ID,
            SETTLEMENTS.SETTLED_AT,
            SETTLEMENTS.DEMO);

    private final DSLContext sql;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final JsonMapper json;
    private final Schemes schemes;
    private final Path own;
    private final FactCatalogue facts = FactCatalogue.platform();
    private volatile List<String> refused = List.of();

    SchemeFolders(
            DSLContext sql,
            TransactionTemplate transaction,
            Clock clock,
            JsonMapper json,
            Schemes schemes,
            @Value("${nongyou.data}") Path data) {
        this.sql = sql;
        this.transaction = transaction;
        this.clock = clock;
        this.json = json;
        this.schemes = schemes;
        this.own = data.resolve("schemes");
    }

    /// What became of a folder.
    sealed interface Outcome {
        record Loaded(SchemeRef ref) implements Outcome {}

        /// It is there already, word for word.
        record Known(SchemeRef ref) implements Outcome {}

        record Refused(List<String> lines) implements Outcome {}
    }

    @Override
    public void afterSingletonsInstantiated() {
        var lines = new ArrayList<String>();
        for (var folder : folders().entrySet()) {
            if (load(folder.getKey(), folder.getValue()) instanceof Outcome.Refused(var reasons)) {
                lines.addAll(reasons);
                reasons.forEach(LOG::error);
            }
        }
        refused = List.copyOf(lines);
    }

    /// Why folders were not loaded at the last start: for the administrator's page. Empty when all is well.
    public List<String> refused() {
        return refused;
    }

    /// Loads a folder's files as a version: a new version number is a new version; a changed text under a number that
    /// is there already replaces it only while no record pins it.
    Outcome load(String id, Map<String, String> files) {
        var fingerprint = fingerprint(files);
        var known = sql.select(SCHEMES.VERSION)
                .from(SCHEMES)
                .where(SCHEMES.ID.eq(id))
                .and(SCHEMES.FINGERPRINT.eq(fingerprint))
                .fetchOptional(SCHEMES.VERSION);
        if (known.isPresent()) return new Outcome.Known(new SchemeRef(id, known.get()));
        return switch (SchemeLoader.read(id, files, facts)) {
            case Loaded.Broken(var problems) ->
                new Outcome.Refused(problems.stream()
                        .map(problem -> "方案 " + id + "/" + problem)
                        .toList());
            case Loaded.Sound(var scheme) -> {
                try {
                    var kept = transaction.execute(_ -> keep(scheme, files, fingerprint));
                    schemes.forget();
                    yield kept;
                } catch (DataIntegrityViolationException e) {
                    yield new Outcome.Refused(List.of("方案 " + id + "：第 " + scheme.version()
                            + " 版已经有记录在用，内容不能再改；把 scheme.yaml 的 version 改成 " + (newest(id) + 1) + " 再启动"));
                }
            }
        };
    }

    private Outcome keep(Scheme scheme, Map<String, String> files, String fingerprint) {
        dropCarried(scheme.ref());
        // Fails on the foreign keys of whatever pins the version.
        sql.deleteFrom(SCHEMES)
                .where(SCHEMES.ID.eq(scheme.id()))
                .and(SCHEMES.VERSION.eq(scheme.version()))
                .execute();
        sql.insertInto(SCHEMES)
                .set(SCHEMES.ID, scheme.id())
                .set(SCHEMES.VERSION, scheme.version())
                .set(SCHEMES.TITLE, scheme.title())
                .set(SCHEMES.ISSUER, scheme.issuer())
                .set(SCHEMES.REGION_CODE, scheme.region())
                .set(SCHEMES.PERIOD_FROM, scheme.period().from())
                .set(SCHEMES.PERIOD_TO, scheme.period().to())
                .set(SCHEMES.FILES, JSONB.valueOf(json.writeValueAsString(files)))
                .set(SCHEMES.FINGERPRINT, fingerprint)
                .set(SCHEMES.LOADED_AT, clock.instant())
                .execute();
        carry(scheme);
        LOG.info("scheme {} loaded", scheme.ref());
        return new Outcome.Loaded(scheme.ref());
    }

    /// What was settled under the version before stands for a new one too, wherever the doubt is still the same, word
    /// for word. The copies keep their day and office.
    private void carry(Scheme scheme) {
        var before = schemes.versions(scheme.id()).stream()
                .map(SchemeVersion::ref)
                .filter(ref -> ref.version() < scheme.version())
                .findFirst();
        if (before.isEmpty()) return;
        var same = new HashSet<>(schemes.at(before.get()).doubts());
        same.retainAll(scheme.doubts());
        var paths = same.stream().map(Doubt::path).toList();
        sql.insertInto(SETTLEMENTS)
                .columns(CARRIED)
                .select(sql.select(CARRIED.stream()
                                .map(field ->
                                        field.equals(SETTLEMENTS.SCHEME_VERSION) ? DSL.val(scheme.version()) : field)
                                .toList())
                        .from(SETTLEMENTS)
                        .where(SETTLEMENTS.SCHEME_ID.eq(scheme.id()))
                        .and(SETTLEMENTS.SCHEME_VERSION.eq(before.get().version()))
                        .and(SETTLEMENTS.PATH.in(paths))
                        .orderBy(SETTLEMENTS.ID))
                .execute();
    }

    /// Copies are older than the version that they were made for; they do not pin it.
    private void dropCarried(SchemeRef ref) {
        sql.deleteFrom(SETTLEMENTS)
                .where(SETTLEMENTS.SCHEME_ID.eq(ref.id()))
                .and(SETTLEMENTS.SCHEME_VERSION.eq(ref.version()))
                .and(SETTLEMENTS.SETTLED_AT.lt(DSL.field(sql.select(SCHEMES.LOADED_AT)
                        .from(SCHEMES)
                        .where(SCHEMES.ID.eq(ref.id()))
                        .and(SCHEMES.VERSION.eq(ref.version())))))
                .execute();
    }

    private int newest(String id) {
        return sql.select(SCHEMES.VERSION)
                .from(SCHEMES)
                .where(SCHEMES.ID.eq(id))
                .orderBy(SCHEMES.VERSION.desc())
                .limit(1)
                .fetchOptional(SCHEMES.VERSION)
                .orElse(0);
    }

    /// The folders by name; an operator's own replaces one of the same name that came with the product.
    private Map<String, Map<String, String>> folders() {
        var folders = new TreeMap<String, Map<String, String>>();
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:schemes/*/*.yaml")) {
                var address = file.getURL().getPath();
                var parts = address.split("/");
                folders.computeIfAbsent(parts[parts.length - 2], _ -> new TreeMap<>())
                        .put(parts[parts.length - 1], file.getContentAsString(StandardCharsets.UTF_8));
            }
            if (Files.isDirectory(own)) {
                try (var list = Files.list(own)) {
                    for (var folder : list.filter(Files::isDirectory).toList()) {
                        folders.put(folder.getFileName().toString(), SchemeLoader.files(folder));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folders;
    }

    static String fingerprint(Map<String, String> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(files).forEach((name, text) -> {
                digest.update((name + "\0" + text.length() + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
