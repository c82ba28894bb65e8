package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
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
