package org.nongyou.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.SignIn;
import org.nongyou.kernel.Decision;
import org.nongyou.web.Page;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The door: sign in, sign out.
@Controller
class SignInController {

    private final SignIn signIn;
    private final CookieCsrfTokenRepository tokens;

    SignInController(SignIn signIn, CookieCsrfTokenRepository tokens) {
        this.signIn = signIn;
        this.tokens = tokens;
    }

    @GetMapping("/sign-in")
    ModelAndView form(@Nullable Actor actor, @RequestParam(required = false) @Nullable String to) {
        var next = LocalPath.orHome(to);
        return actor != null ? Page.redirect(next) : Page.of("identity/sign-in", new SignInPage("", next, null));
    }

    @PostMapping("/sign-in")
    ModelAndView signIn(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        var next = LocalPath.orHome(to);
        return switch (signIn.signIn(username, password)) {
            case Decision.Refused<Actor>(var refusal) ->
                Page.again("identity/sign-in", new SignInPage(username, next, refusal));
            case Decision.Done<Actor>(var actor) -> {
                open(actor, request, response);
                yield Page.redirect(next);
            }
        };
    }

    @PostMapping("/sign-out")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        end(request);
        tokens.saveToken(null, request, response);
        // On a shared computer "back" must not show the pages of who left.
        response.setHeader("Clear-Site-Data", "\"cache\"");
        return Page.redirect("/public");
    }

    /// A new session with a new id and a new form token: neither survives from before.
    private void open(Actor actor, HttpServletRequest request, HttpServletResponse response) {
        end(request);
        request.getSession(true).setAttribute(SessionPeople.ACCOUNT, String.valueOf(actor.accountId()));
        tokens.saveToken(null, request, response);
        tokens.saveToken(tokens.generateToken(request), request, response);
    }

    private static void end(HttpServletRequest request) {
        var before = request.getSession(false);
        if (before != null) before.invalidate();
    }
}
