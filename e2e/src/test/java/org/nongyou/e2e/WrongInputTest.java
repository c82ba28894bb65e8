package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nongyou.e2e.Visit.Screen;

/// Walks from link to link and sends each form that it finds, filled with what nobody should type. Named so that it
/// comes
/// last: what it leaves behind belongs to no story.
@DisplayName("乱填：每个表单")
class WrongInputTest {

    private static final int MOST_PAGES = 110;

    /// Pages of one shape that are looked at; a list's rows lead to the same page again and again.
    private static final int ALIKE = 2;

    private static final List<String> WRONG = List.of(
            "",
            "-5",
            "9999-12-31",
            "１２３abc",
            "<script>alert(1)</script>",
            "长".repeat(5_000),
            "1e9",
            "a\0b",
            "999999999999999999999",
            "' or 1=1--",
            "2026-02-30",
            "%00%ff");

    /// Links and forms of a page: address, method, whether files are sent, fields as "name type value", by a line each.
    private static final String FORMS = """
            html => {
              const page = new DOMParser().parseFromString(html, 'text/html');
              return {
                links: [...page.querySelectorAll('a[href^="/"]')].map((a) => a.getAttribute('href').split('#')[0]),
                forms: [...page.querySelectorAll('form')].map((form) => ({
                  action: form.getAttribute('action') || '',
                  post: form.method === 'post',
                  files: form.enctype.startsWith('multipart'),
                  fields: [...form.querySelectorAll('[name]')].filter((field) => field.type !== 'file')
                      .map((field) => ({name: field.name, type: field.type, value: field.value || ''})),
                })),
              };
            }""";

    private final HashSet<String> sent = new HashSet<>();
    private final List<String> failed = new ArrayList<>();
    private int posts;

    @BeforeAll
    static void browser() {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xian", "shi", "sheng"})
    @DisplayName("填得再乱也有一页中文，不是程序出错")
    void noFormBreaks(String account) {
        try (var visit = account.isEmpty() ? Visit.asPublic(Screen.DESK) : Visit.as(account, Screen.DESK)) {
            var shapes = new HashMap<String, Integer>();
            var seen = new HashSet<String>();
            var next = new ArrayDeque<String>();
            next.add(account.isEmpty() ? "/public" : "/");
            for (int pages = 0; pages < MOST_PAGES && !next.isEmpty(); ) {
                var address = next.remove();
                if (shapes.merge(shape(address), 1, Integer::sum) > ALIKE) continue;
                pages++;
                var page = visit.page.request().get(address);
                judge("GET " + address, page);
                if (!page.headers().getOrDefault("content-type", "").contains("html")) continue;
                @SuppressWarnings("unchecked")
                var found = (Map<String, List<Object>>) visit.page.evaluate(FORMS, page.text());
                for (var link : found.get("links"))
                    if (!link.equals("/sign-out") && seen.add((String) link)) next.add((String) link);
                for (var form : found.get("forms")) send(visit, address, cast(form));
            }
        }
        assertThat(failed).isEmpty();
        assertThat(posts).as("forms that were sent").isGreaterThan(account.isEmpty() ? 5 : 60);
    }

    @Test
    @DisplayName("连请求都不像：没有程序出错，不露版本和栈")
    void brokenRequestsAreAnswered() throws Exception {
        var server = URI.create(Product.address());
        var broken = List.of(
                "GET /public?q=%zz%",
                "GET /c/%ed%a0%80",
                "GET /c/%ff%fe%00",
                "GET /c/..%2f..%2fetc%2fpasswd",
                "GET /public/../../etc/passwd",
                "GET /public\\..\\x",
                "GET /lib/%2e%2e/%2e%2e/application.yaml",
                "GET /public;a=b;c",
                "GET //public//catalogue",
                "GET /public?q=\u0001\u0002",
                "GET /public?q=" + "a".repeat(100_000),
                "GET /" + "b/".repeat(5_000),
                "GET /public?{a}|^`\"<>",
                "GET /health HTTP/9.9\r\nx",
                "PUT /public",
                "TRACE /public",
                "PROPFIND /public",
                "\u0000\u0001\u0002\u0003");
        for (var line : broken) {
            var answer = raw(
                    server,
                    (line.contains("HTTP/") ? line : line + " HTTP/1.1") + "\r\nHost: a\r\nConnection: close\r\n\r\n");
            judgeRaw(line, answer);
        }
        var heads = List.of(
                "Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\nabc",
                "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 0\r\n\r\n",
                "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9\r\n\r\n--x--\r\n\r\n",
                "Content-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":[1",
                "Content-Type: ;;;\r\nContent-Length: 2\r\n\r\na=",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\na=%zz%",
                "Content-Type: application/x-www-form-urlencoded; charset=no-such\r\nContent-Length: 3\r\n\r\na=b",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                "Content-Length: -5\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 7\r\n\r\nabcde",
                "Cookie: " + "a=b; ".repeat(5_000) + "\r\nContent-Length: 0\r\n\r\n");
        for (var head : heads) {
            var answer = raw(server, "POST /public/complaints HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + head);
            judgeRaw(head, answer);
        }
        assertThat(failed).isEmpty();
    }

    private static String raw(URI server, String request) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            // Closed on us: an answer too.
            return "HTTP/1.1 400 ";
        }
    }

    private void judgeRaw(String what, String answer) {
        var said = answer.split("\r\n\r\n", 2);
        boolean page = said.length == 2 && answer.contains("text/html");
        boolean speaks = !page || said[1].codePoints().anyMatch(Character::isIdeographic);
        if (!answer.matches("(?s)HTTP/1.1 [234].*")
                || answer.matches("(?s).*(Exception|Tomcat|\\n\\tat ).*")
                || !speaks)
            failed.add(answer.lines().findFirst().orElse("nothing") + " ← "
                    + what.substring(0, Math.min(100, what.length())) + (speaks ? "" : " not Chinese"));
    }

    private void send(Visit visit, String page, Map<String, Object> form) {
        var action = form.get("action").equals("") ? page : (String) form.get("action");
        var fields = ((List<?>) form.get("fields"))
                .stream().map(WrongInputTest::cast).toList();
        // Accounts and passwords stay what the other tests know.
        if (action.matches(".*(sign-out|account|password).*")
                || !sent.add(shape(action)
                        + fields.stream().map(field -> field.get("name")).toList())) return;
        for (int round = 0; round < 4; round++) {
            var data = FormData.create();
            var options = RequestOptions.create().setMaxRedirects(0);
            var typed = new HashMap<String, String>();
            for (var field : fields) {
                var name = (String) field.get("name");
                // The form token, and in most rounds what the page itself put there.
                var given = name.equals("_csrf") || field.get("type").equals("hidden") && round < 3;
                var value = given
                        ? (String) field.get("value")
                        : WRONG.get(Math.floorMod(name.hashCode() + round * 5, WRONG.size()));
                if (typed.put(name, value) != null) continue;
                data.set(name, value);
                if (!Boolean.TRUE.equals(form.get("post"))) options.setQueryParam(name, value);
            }
            posts++;
            if (!Boolean.TRUE.equals(form.get("post"))) {
                judge(
                        "GET " + action + " " + typed,
                        visit.page.request().get(action.replaceFirst("\\?.*", ""), options));
            } else {
                if (Boolean.TRUE.equals(form.get("files"))) options.setMultipart(data);
                else options.setForm(data);
                judge("POST " + action + " " + typed, visit.page.request().post(action, options));
            }
        }
    }

    private void judge(String what, APIResponse answer) {
        var html = answer.headers().getOrDefault("content-type", "").contains("html");
        if (answer.status() >= 500 || html && answer.text().matches("(?s).*(Exception|\\n\\tat ).*"))
            failed.add(answer.status() + " " + what.substring(0, Math.min(300, what.length())));
    }

    private static String shape(String address) {
        return address.replaceAll("\\d+", "1").replaceAll("=[^&]*", "=");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }
}
