package org.nongyou.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// What nobody should send, sent to every address. The addresses come from the controllers and from what the filter
/// chain lets through, so that none can be forgotten; names of fields from the methods and from the pages themselves.
/// What the server refuses before it understands a request at all is tried on a real one, in the browser tests.
@DisplayName("乱发请求：谁都能开的每个地址，不出错、不露底、说中文")
class BadInputTest extends IssuingScenario {

    private static final int CASES = 200;
    private static final int CASES_SIGNED_IN = 8;

    private static final Authentication NOBODY =
            new AnonymousAuthenticationToken("nobody", "nobody", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

    private static final Pattern NAMED = Pattern.compile("name=\"([A-Za-z][\\w.\\[\\]-]{0,40})\"");
    private static final Pattern ASKED = Pattern.compile("[?&]([a-zA-Z]\\w{0,30})=");
    private static final Pattern LINKED = Pattern.compile("(?:href|action)=\"(/[^\"#?]*)");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern BARED =
            Pattern.compile("Exception|\\n\\s+at [a-z]+\\.|org\\.(?:springframework|jooq)|PSQL");

    private static final List<String> COMMON =
            List.of("page", "sort", "q", "region", "year", "from", "to", "after", "before", "format", "status", "kind");

    private static final List<String> WRONG = List.of(
            "",
            " ",
            "-1",
            "0",
            "1e9",
            "1000000000",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999",
            "-0.000000000000000000001",
            "NaN",
            "Infinity",
            "0x7f",
            "１２３",
            "٣",
            "1,234",
            "0000-00-00",
            "9999-99-99",
            "9999-12-31",
            "+999999999-12-31",
            "-999999999-01-01",
            "2026-02-30",
            "2026-02-30T25:61:61Z",
            "sort desc; drop table x",
            "name,name,name",
            "' or 1=1--",
            "\\",
            "%",
            "_%_%_%_%_%_%_%_%",
            "a\0b",
            "\0",
            "\ufffe\uffff\ufeff",
            "\u202e倒\u200b\u0301",
            "💩🐂",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=1>",
            "${7*7}#{7*7}{{7*7}}",
            "../../../../etc/passwd",
            "..%2f..%2f",
            "%25252e%252e",
            "%00%ff%c0%ae",
            "\r\nSet-Cookie: x=1",
            "[" + "[".repeat(2_000),
            "(".repeat(2_000),
            "a".repeat(6_000),
            "长".repeat(2_000),
            " ".repeat(6_000),
            "-".repeat(6_000),
            "1".repeat(6_000),
            "1-".repeat(3_000) + "!",
            "a ".repeat(3_000) + "\u0001",
            "0.".repeat(3_000),
            "000000",
            "140423",
            "999999",
            "14042399999999999",
            "00000000-0000-0000-0000-000000000000",
            "true",
            "null",
            "undefined",
            "[]",
            "{\"a\":1}");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    List<SecurityFilterChain> chains;

    /// One way in: what is sent where, by what names.
    private record Door(HttpMethod method, String pattern, List<String> names) {

        String at(Function<String, String> variable) {
            return VARIABLE.matcher(pattern)
                    .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(variable.apply(found.group(1))));
        }

        boolean varies() {
            return pattern.indexOf('{') >= 0;
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::(?:[^{}]|\\{[^{}]*})*)?}");

    private final List<String> failed = new ArrayList<>();
    private int visitors;

    private List<Door> doors(boolean open) {
        var doors = new ArrayList<Door>();
        mappings.getHandlerMethods().forEach((info, method) -> {
            var methods = info.getMethodsCondition().getMethods();
            for (var pattern : info.getPatternValues())
                for (var one : methods.isEmpty()
                        ? Set.of(org.springframework.web.bind.annotation.RequestMethod.GET)
                        : methods) {
                    var door = new Door(one.asHttpMethod(), pattern, names(method));
                    if (isOpen(door) == open) doors.add(door);
                }
        });
        doors.sort(java.util.Comparator.comparing(Door::toString));
        return doors;
    }

    private boolean isOpen(Door door) {
        var asked = new MockHttpServletRequest(door.method().name(), door.at(_ -> "1"));
        var guard = chains.stream()
                .flatMap(chain -> chain.getFilters().stream())
                .filter(AuthorizationFilter.class::isInstance)
                .map(AuthorizationFilter.class::cast)
                .findFirst()
                .orElseThrow();
        var answer = guard.getAuthorizationManager().authorize(() -> NOBODY, asked);
        return answer != null && answer.isGranted();
    }

    private static List<String> names(HandlerMethod method) {
        var names = new ArrayList<String>();
        for (var parameter : method.getMethodParameters()) {
            parameter.initParameterNameDiscovery(new org.springframework.core.DefaultParameterNameDiscoverer());
            var asked = parameter.getParameterAnnotation(RequestParam.class);
            var name = parameter.getParameterName();
            if (asked == null || name == null || Map.class.isAssignableFrom(parameter.getParameterType())) continue;
            names.add(asked.value().isEmpty() ? name : asked.value());
        }
        return names;
    }

    // --- Sending

    private String wrong(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> noise(random);
            case 1 -> WRONG.get(random.nextInt(WRONG.size())) + WRONG.get(random.nextInt(20));
            default -> WRONG.get(random.nextInt(WRONG.size()));
        };
    }

    private static String noise(Random random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(60); left >= 0; left--) {
            int point = random.nextInt(
                    switch (random.nextInt(4)) {
                        case 0 -> 0x80;
                        case 1 -> 0x800;
                        case 2 -> 0x10000;
                        default -> 0x110000;
                    });
            // Half of a pair cannot come out of UTF-8: the server reads a replacement sign.
            text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 0xfffd : point);
        }
        return text.toString();
    }

    private static String inPath(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private MockHttpServletResponse send(
            AbstractMockHttpServletRequestBuilder<?> what, RequestPostProcessor who, String says) throws Exception {
        // An address of its own, or the gate against floods answers.
        int visitor = visitors++;
        what.with(sent -> {
            sent.setRemoteAddr("10." + (visitor >> 16) + "." + (visitor >> 8 & 255) + "." + (visitor & 255));
            return sent;
        });
        var answer = mvc.perform(what.with(who)).andReturn();
        var asynchronous = answer.getRequest().isAsyncStarted();
        var response = answer.getResponse();
        if (!asynchronous) judge(says, response);
        return response;
    }

    private void judge(String says, MockHttpServletResponse answer) throws Exception {
        var type = answer.getContentType();
        boolean page = type != null && type.contains("html");
        var text = page || type != null && (type.contains("text/plain") || type.contains("json"))
                ? answer.getContentAsString(StandardCharsets.UTF_8)
                : "";
        boolean speaks = answer.getStatus() < 400
                || text.isEmpty()
                || CHINESE.matcher(text).find();
        if (answer.getStatus() >= 500 || !speaks || BARED.matcher(text).find())
            failed.add(answer.getStatus() + " " + shortened(says.replaceAll("\\p{Cntrl}", "·"), 400));
    }

    private void send(Door door, String path, Map<String, String> typed, int form, RequestPostProcessor who)
            throws Exception {
        var says = door + " → " + path + " " + typed;
        boolean asks = door.method() == HttpMethod.GET || door.method() == HttpMethod.HEAD;
        var address = path
                + (asks && !typed.isEmpty()
                        ? "?"
                                + typed.entrySet().stream()
                                        .map(field ->
                                                inPath(field.getKey()) + "=" + inPath(shortened(field.getValue(), 800)))
                                        .collect(Collectors.joining("&"))
                        : "");
        AbstractMockHttpServletRequestBuilder<?> what;
        if (!asks && form == 1) what = multipart(door.method(), URI.create(address));
        else what = request(door.method(), URI.create(address));
        if (!asks) {
            if (form == 2) what.contentType("application/json").content("{\"a\":[1,\"\\ud800\"]");
            else if (form == 3) what.header("Content-Type", "no/such;;;=\"type").content(new byte[] {0, -1, -2});
            else if (form == 4)
                what.contentType("text/xml")
                        .content("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>");
            else typed.forEach(what::param);
        }
        send(what, who, says);
    }

    private String read(String path, RequestPostProcessor who) throws Exception {
        return send(request(HttpMethod.GET, URI.create(path)), who, path).getContentAsString(StandardCharsets.UTF_8);
    }

    private static Set<String> found(Pattern what, String page) {
        return what.matcher(page)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Names by which a page asks for something, in its forms and its links.
    private static void learn(Set<String> names, String page) {
        names.addAll(found(NAMED, page));
        names.addAll(found(ASKED, page));
        names.remove("_csrf");
        names.remove("viewport");
    }

    private static Map<String, String> typed(Random random, Collection<String> names, Function<Random, String> wrong) {
        var typed = new HashMap<String, String>();
        // In turn all of them, one alone, and each by chance.
        int way = random.nextInt(3);
        var list = List.copyOf(names);
        if (way == 0 && !list.isEmpty()) typed.put(list.get(random.nextInt(list.size())), wrong.apply(random));
        else for (var name : list) if (way == 1 || random.nextBoolean()) typed.put(name, wrong.apply(random));
        return typed;
    }

    private void nothingFailed() {
        assertThat(failed.stream().limit(30).collect(Collectors.joining("\n"))).isEmpty();
    }

    // --- The cases

    @Test
    @DisplayName("不登录的每个地址，各二百次")
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void everyOpenAddress() throws Exception {
        long batch = harvest(day(6, 17), "豇豆", "100");
        var certificate = issued(batch, "40");
        var complaint = send(
                        request(HttpMethod.POST, URI.create("/public/complaints"))
                                .param("code", certificate.code().value())
                                .param("words", "豆角有很重的农药味"),
                        SignedInAs.visitor(),
                        "a complaint")
                .getRedirectedUrl();
        assertThat(complaint).isNotNull();
        var visitor = SignedInAs.visitor();
        var open = doors(true);
        assertThat(open).extracting(Door::pattern).contains("/c/{code}", "/public/complaints", "/b/{code}", "/sign-in");
        var names = new TreeMap<String, Set<String>>();
        var links = new LinkedHashSet<String>(List.of("/c/" + certificate.code()));
        for (var door : open) {
            var all = names.computeIfAbsent(door.pattern(), _ -> new LinkedHashSet<>());
            all.addAll(door.names());
            if (door.varies() || door.method() != HttpMethod.GET) continue;
            var page = read(door.pattern(), visitor);
            learn(all, page);
            links.addAll(found(LINKED, page));
        }
        for (var door : open) {
            var random = new Random(door.toString().hashCode());
            var all = new LinkedHashSet<>(names.get(door.pattern()));
            all.addAll(COMMON);
            var shape = Pattern.compile(door.pattern().replaceAll("\\{[^/]*}", "[^/]+"));
            var known =
                    links.stream().filter(link -> shape.matcher(link).matches()).toList();
            // Each try of a password is slow on purpose.
            boolean password =
                    door.method() == HttpMethod.POST && door.pattern().equals("/sign-in");
            for (int i = 0; i < CASES; i++) {
                var path = !known.isEmpty() && random.nextBoolean()
                        ? known.get(random.nextInt(known.size()))
                        : door.at(_ -> inPath(shortened(wrong(random), 1_500)));
                var typed = typed(random, all, this::wrong);
                if (password && i % 20 != 0) typed.remove("password");
                var method = i % 20 == 19 ? HttpMethod.HEAD : door.method();
                send(new Door(method, door.pattern(), List.of()), path, typed, random.nextInt(8), visitor);
            }
        }
        nothingFailed();
    }

    @Test
    @DisplayName("写得不成样子的地址，别的方法")
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void crookedAddresses() throws Exception {
        var random = new Random(20260617);
        var begins =
                doors(true).stream().map(door -> door.at(_ -> "1")).distinct().toList();
        var ends = List.of(
                "/",
                "//",
                "/%2e%2e/",
                "/..;/",
                ";jsessionid=1",
                "%3b",
                "/%00",
                "%0d%0a",
                "/%ff%fe",
                "/%ed%a0%80",
                "/a".repeat(600),
                ".json",
                ".csv",
                "/null",
                "?%",
                "?%zz=%",
                "?=&=&",
                "?a[]=1&a[]=2",
                "?page=1&page=2&page=x",
                "?" + "a=1&".repeat(900));
        for (var begin : begins)
            for (var end : ends) {
                URI address;
                try {
                    address = URI.create(begin + end);
                } catch (IllegalArgumentException e) {
                    continue;
                }
                send(request(HttpMethod.GET, address), SignedInAs.visitor(), begin + end);
            }
        for (var begin : begins)
            for (var method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "PROPFIND"))
                send(
                        request(HttpMethod.valueOf(method), URI.create(begin)),
                        SignedInAs.visitor(),
                        method + " " + begin);
        for (int i = 0; i < CASES; i++) {
            var path = "/"
                    + List.of("lib", "css", "js", "img", "fonts", "maps", "public", "b", "c", "C", "schemes")
                            .get(random.nextInt(11))
                    + "/" + inPath(shortened(wrong(random), 700));
            send(request(HttpMethod.GET, URI.create(path)), SignedInAs.visitor(), path);
        }
        nothingFailed();
    }

    @Test
    @DisplayName("登录以后每个页面的查询条件")
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void everyListOfTheSignedIn() throws Exception {
        long batch = harvest(day(6, 17), "豇豆", "100");
        issued(batch, "40");
        var people = new ArrayList<Actor>(List.of(reviewer, grower, buyer));
        people.add(TestPeople.of(sql, offices, accounts, "sx-admin", "140000", Role.ADMINISTRATOR, Role.AUDITOR));
        people.add(
                TestPeople.of(sql, offices, accounts, "sx-review", "140000", Role.REVIEWER, Role.CLERK, Role.LEADER));
        people.add(leader);
        int pages = 0;
        for (var door : doors(false)) {
            if (door.method() != HttpMethod.GET || door.varies()) continue;
            var random = new Random(door.toString().hashCode());
            Actor may = null;
            String page = "";
            for (var one : people) {
                var answer = send(
                        request(HttpMethod.GET, URI.create(door.pattern())), SignedInAs.actor(one), door.toString());
                if (answer.getStatus() != 200) continue;
                may = one;
                page = answer.getContentAsString(StandardCharsets.UTF_8);
                break;
            }
            if (may == null) continue;
            pages++;
            var all = new LinkedHashSet<>(door.names());
            learn(all, page);
            all.addAll(COMMON);
            for (int i = 0; i < CASES_SIGNED_IN; i++)
                send(door, door.pattern(), typed(random, all, this::wrong), 0, SignedInAs.actor(may));
        }
        assertThat(pages).isGreaterThan(40);
        nothingFailed();
    }
}
