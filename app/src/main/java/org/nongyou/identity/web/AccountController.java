package org.nongyou.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The person's own account.
@Controller
class AccountController {

    private final Accounts accounts;
    private final Divisions divisions;

    AccountController(Accounts accounts, Divisions divisions) {
        this.accounts = accounts;
        this.divisions = divisions;
    }

    @GetMapping("/account")
    ModelAndView account(Actor actor, @RequestParam(required = false) @Nullable String done) {
        return Page.of("identity/account", page(actor, done != null, List.of()));
    }

    @PostMapping("/account/password")
    ModelAndView changePassword(
            Actor actor,
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String wanted,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request) {
        return switch (accounts.changePassword(
                actor, current, wanted, again, request.getSession().getId())) {
            case Decision.Done<Actor> _ -> Page.redirect("/account?done=password");
            case Decision.Refused<Actor>(var refusal) ->
                Page.again("identity/account", page(actor, false, refusal.all()));
        };
    }

    private AccountPage page(Actor actor, boolean changed, List<Refusal> reasons) {
        return new AccountPage(
                actor,
                divisions.path(actor.region()),
                accounts.lastSignIns(actor.accountId(), 10),
                changed,
                ActorArguments.mustChangePassword(),
                reasons);
    }
}
