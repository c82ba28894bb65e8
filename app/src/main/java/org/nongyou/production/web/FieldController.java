package org.nongyou.production.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Bases;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.production.ActKind;
import org.nongyou.production.FarmAct;
import org.nongyou.production.FarmLog;
import org.nongyou.web.Page;
import org.nongyou.web.Templates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/// 记一笔 on the phone. The page is the same for everybody and is kept by the phone; the person's fields come as data;
/// what was typed comes in messages of several entries, each answered by itself. A phone may send the same again at any
/// time: the entry's own id makes it the same act.
@Controller
@Requires(Verb.RECORD)
class FieldController {

    private static final Logger LOG = LoggerFactory.getLogger(FieldController.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_MESSAGE = 1024 * 1024;
    /// From here on the person is told that his phone's clock is wrong: days may be written down wrongly.
    private static final Duration CLOCK_OFF = Duration.ofMinutes(15);
    static final List<String> UNITS = List.of("毫升", "克", "公斤", "升", "斤", "袋", "瓶", "包", "桶", "立方米", "头份", "片", "支");
    private static final List<String> FILES = List.of(
            "/css/tokens.css",
            "/css/field.css",
            "/js/field/main.js",
            "/js/field/store.js",
            "/js/field/sync.js",
            "/js/field/field.webmanifest",
            "/img/icon.svg",
            "/img/field-192.png");

    private final FarmLog log;
    private final Bases bases;
    private final Files files;
    private final Clock clock;
    private final FieldShell shell;
    private final String worker;

    FieldController(
            FarmLog log,
            Bases bases,
            Files files,
            Clock clock,
            Templates templates,
            @Value("${nongyou.version:dev}") String version,
            @Value("${nongyou.demo:false}") boolean demo) {
        this.log = log;
        this.bases = bases;
        this.files = files;
        this.clock = clock;
        var kinds = Arrays.stream(ActKind.values())
                .collect(Collectors.toMap(ActKind::name, ActKind::title, (one, _) -> one, LinkedHashMap::new));
        this.shell = new FieldShell(version, demo, JSON.writeValueAsString(kinds), UNITS);
        this.worker = worker(templates.text("production/field", shell), "/lib/tabler.css", version);
    }

    /// The worker's text changes with any file that it keeps: then the phone fetches them all anew.
    private static String worker(String page, String library, String version) {
        var digest = sha256();
        digest.update(page.getBytes(StandardCharsets.UTF_8));
        digest.update(bytes(library));
        for (var file : FILES) digest.update(bytes(file));
        var kept = new ArrayList<>(FILES);
        kept.add("/field");
        kept.add(library + "?v=" + version);
        return "const VERSION = " + JSON.writeValueAsString(HexFormat.of().formatHex(digest.digest(), 0, 8))
                + ";\nconst FILES = " + JSON.writeValueAsString(kept) + ";\n"
                + new String(bytes("/js/field/worker.js"), StandardCharsets.UTF_8);
    }

    @GetMapping("/field")
    ModelAndView page() {
        return Page.of("production/field", shell);
    }

    @GetMapping("/field/worker.js")
    ResponseEntity<String> worker() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "javascript", StandardCharsets.UTF_8))
                // From below the page's own address a worker may not serve it unless this says so.
                .header("Service-Worker-Allowed", "/field")
                .body(worker);
    }

    /// All that the phone must know without a network, and the token with which it may send.
    @GetMapping("/field/data")
    ResponseEntity<String> data(Actor actor, CsrfToken token) {
        var form =
                Map.of("header", token.getHeaderName(), "field", token.getParameterName(), "token", token.getToken());
        return json(HttpStatus.OK, FieldData.of(actor, log.field(actor), clock.instant(), form));
    }

    /// Whether the file need not be sent once more.
    @GetMapping("/field/files")
    ResponseEntity<String> known(
            Actor actor, @RequestParam long account, @RequestParam long base, @RequestParam String digest) {
        if (actor.accountId() != account) return other();
        return bases.find(actor.scope(), base)
                .flatMap(one -> isDigest(digest)
                        ? files.own(actor, one.region(), one.producerId(), digest)
                        : java.util.Optional.empty())
                .map(file -> json(HttpStatus.OK, Map.of("id", file.id())))
                .orElseGet(() -> json(HttpStatus.OK, Map.of()));
    }

    @PostMapping("/field/files")
    ResponseEntity<String> file(
            Actor actor,
            @RequestParam long account,
            @RequestParam long base,
            @RequestParam String digest,
            @RequestParam MultipartFile file) {
        if (actor.accountId() != account) return other();
        var at = bases.find(actor.scope(), base);
        if (at.isEmpty()) return said(HttpStatus.UNPROCESSABLE_CONTENT, "这个基地已经没有了，或者不归你管");
        var one = at.get();
        if (isDigest(digest)) {
            var before = files.own(actor, one.region(), one.producerId(), digest);
            if (before.isPresent())
                return json(HttpStatus.OK, Map.of("id", before.get().id()));
        }
        var name = file.getOriginalFilename();
        try (var content = file.getInputStream()) {
            return switch (files.store(actor, one.region(), one.producerId(), name == null ? "" : name, content)) {
                case Decision.Done<StoredFile>(var stored) -> json(HttpStatus.OK, Map.of("id", stored.id()));
                case Decision.Refused<StoredFile>(var refusal) ->
                    said(HttpStatus.UNPROCESSABLE_CONTENT, refusal.message());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @PostMapping("/field/sync")
    ResponseEntity<String> sync(Actor actor, HttpServletRequest request) throws IOException {
        var body = request.getInputStream().readNBytes(LONGEST_MESSAGE + 1);
        if (body.length > LONGEST_MESSAGE) return said(HttpStatus.CONTENT_TOO_LARGE, "一次传得太多");
        var message = FieldMessage.read(body);
        if (message == null) return said(HttpStatus.BAD_REQUEST, "看不懂手机传来的内容");
        if (message.account() != actor.accountId()) return other();
        var answers = message.entries().stream().map(one -> answer(actor, one)).toList();
        return json(
                HttpStatus.OK,
                Map.of("at", clock.instant().toString(), "clock", clockSays(message.sentAt()), "answers", answers));
    }

    /// One entry's answer, whatever becomes of the others.
    /// @param state kept, already, refused, or failed: then the phone keeps it and sends it again
    /// @param theirs what somebody else made of the act meanwhile, or null
    record Answer(
            String clientId,
            String state,
            @Nullable Long id,
            @Nullable String sentence,
            @Nullable String clause,
            List<String> warnings,
            @Nullable Theirs theirs) {}

    record Theirs(long id, String text) {}

    private Answer answer(Actor actor, FieldMessage.Incoming incoming) {
        var entry = incoming.entry();
        if (entry == null) return refused(incoming.clientId(), Refusal.of("production.field-unreadable"), null);
        var begun = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            return switch (log.record(actor, entry)) {
                case Decision.Done<FarmAct>(var act) ->
                    new Answer(
                            incoming.clientId(),
                            act.receivedAt().isBefore(begun) ? "already" : "kept",
                            act.id(),
                            null,
                            null,
                            act.warnings(),
                            null);
                case Decision.Refused<FarmAct>(var refusal) ->
                    refused(incoming.clientId(), refusal, theirs(actor, entry.corrects()));
            };
        } catch (RuntimeException e) {
            LOG.error("entry {} from a phone failed", incoming.clientId(), e);
            return new Answer(incoming.clientId(), "failed", null, null, null, List.of(), null);
        }
    }

    private static Answer refused(String clientId, Refusal refusal, @Nullable Theirs theirs) {
        var all = refusal.all();
        var clauses = all.stream()
                .map(Refusal::clause)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList();
        return new Answer(
                clientId,
                "refused",
                null,
                all.stream().map(Refusal::message).distinct().collect(Collectors.joining("；")),
                clauses.isEmpty() ? null : String.join("；", clauses),
                List.of(),
                theirs);
    }

    /// What stands now in place of the act that the phone wanted to correct, where somebody was faster.
    private @Nullable Theirs theirs(Actor actor, @Nullable Long corrects) {
        if (corrects == null) return null;
        var now = log.find(actor.scope(), corrects).orElse(null);
        for (int steps = 0; now != null && now.correctedBy() != null && steps < 50; steps++)
            now = log.find(actor.scope(), now.correctedBy()).orElse(null);
        return now == null || now.id() == corrects || now.withdrawn() != null
                ? null
                : new Theirs(now.id(), FieldData.text(now));
    }

    private String clockSays(@Nullable Instant sentAt) {
        if (sentAt == null) return "";
        var off = Duration.between(clock.instant(), sentAt);
        if (off.abs().compareTo(CLOCK_OFF) < 0) return "";
        var fast = off.isPositive();
        var by = off.abs();
        var much = by.toHours() >= 48
                ? by.toDays() + " 天"
                : by.toHours() >= 2 ? by.toHours() + " 小时" : by.toMinutes() + " 分钟";
        return "手机的钟" + (fast ? "快" : "慢") + "了 " + much + "，看看记的日子对不对";
    }

    private static boolean isDigest(String text) {
        return text.matches("[0-9a-f]{64}");
    }

    private static ResponseEntity<String> other() {
        return said(HttpStatus.CONFLICT, "现在登录的是别人，这些是另一个账号记的");
    }

    private static ResponseEntity<String> said(HttpStatus status, String sentence) {
        return json(status, Map.of("sentence", sentence));
    }

    private static ResponseEntity<String> json(HttpStatus status, Object body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .body(JSON.writeValueAsString(body));
    }

    private static byte[] bytes(String path) {
        try (var stream = FieldController.class.getResourceAsStream("/static" + path)) {
            if (stream == null) throw new IllegalStateException("no file " + path);
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
