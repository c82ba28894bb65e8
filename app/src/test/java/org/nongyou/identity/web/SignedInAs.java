package org.nongyou.identity.web;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.nongyou.identity.Actor;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/// For tests of pages: a request of a signed-in person, with the form token that his pages carry.
///
/// ```java
/// mvc.perform(post("/cases/1/acts").with(SignedInAs.actor(clerk)))
/// ```
///
/// Spring's own `csrf()` must not be used: it puts the token into the session for this and all later tests.
public final class SignedInAs {

    private static final String TOKEN = "8d1f6a52-0000-4000-8000-000000000000";

    private SignedInAs() {}

    public static RequestPostProcessor actor(Actor actor) {
        return request -> authentication(new SignedIn(actor, false))
                .postProcessRequest(visitor().postProcessRequest(request));
    }

    /// Nobody signed in, with the token of a form on a public page.
    public static RequestPostProcessor visitor() {
        return SignedInAs::withToken;
    }

    /// A page's hidden field is the cookie's token mixed with as many random bytes; here these are zero.
    private static MockHttpServletRequest withToken(MockHttpServletRequest request) {
        var token = TOKEN.getBytes(StandardCharsets.US_ASCII);
        var mixed = new byte[token.length * 2];
        System.arraycopy(token, 0, mixed, token.length, token.length);
        request.addParameter("_csrf", Base64.getUrlEncoder().encodeToString(mixed));
        var cookie = new Cookie("nongyou-form", TOKEN);
        var others = request.getCookies();
        request.setCookies(
                others == null
                        ? new Cookie[] {cookie}
                        : Stream.concat(Stream.of(others), Stream.of(cookie)).toArray(Cookie[]::new));
        return request;
    }
}
