package org.nongyou.compliance;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Published keys and what is no longer valid, as JSON: what `/public/verify/keys` and `/public/verify/revoked` give
/// and
/// what the stand-alone verifier reads. One file may hold both.
final class KeyFile {

    /// The text is not such a file; the message says what is missing.
    static final class Unreadable extends RuntimeException {
        Unreadable(String message) {
            super(message);
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private KeyFile() {}

    static String keys(List<VerificationKey> keys) {
        var root = JSON.createObjectNode();
        var list = root.putArray("keys");
        for (var one : keys) {
            var node = list.addObject()
                    .put("id", one.id())
                    .put("algorithm", one.algorithm().title())
                    .put("public", Base64.getUrlEncoder().withoutPadding().encodeToString(one.key()))
                    .put("from", one.from().toString());
            var until = one.until();
            if (until != null) node.put("until", until.toString());
            if (one.untrusted()) node.put("untrusted", true);
        }
        return root.toString();
    }

    /// @param asOf when the list was made
    static String revoked(Set<String> revoked, String asOf) {
        var root = JSON.createObjectNode().put("asOf", asOf);
        var list = root.putArray("revoked");
        for (var one : new TreeSet<>(revoked)) list.add(one);
        return root.toString();
    }

    static List<VerificationKey> readKeys(String json) {
        var keys = new ArrayList<VerificationKey>();
        for (var node : array(json, "keys")) {
            try {
                var algorithm = Algorithm.ofTitle(text(node, "algorithm"))
                        .orElseThrow(() -> new Unreadable("不认识的算法：" + text(node, "algorithm")));
                var until = node.get("until");
                keys.add(new VerificationKey(
                        node.path("id").asInt(-1),
                        algorithm,
                        Base64.getUrlDecoder().decode(text(node, "public")),
                        LocalDate.parse(text(node, "from")),
                        until == null ? null : LocalDate.parse(until.asString("")),
                        node.path("untrusted").asBoolean(false)));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new Unreadable("公钥文件里有一行读不懂：" + node);
            }
        }
        return keys;
    }

    static Set<String> readRevoked(String json) {
        var revoked = new HashSet<String>();
        for (var node : array(json, "revoked")) revoked.add(node.asString(""));
        return revoked;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static Iterable<JsonNode> array(String json, String name) {
        @Nullable JsonNode list;
        try {
            list = JSON.readTree(json).get(name);
        } catch (JacksonException e) {
            throw new Unreadable("不是 JSON");
        }
        if (list == null || !list.isArray()) throw new Unreadable("里面没有 " + name);
        return list;
    }
}
