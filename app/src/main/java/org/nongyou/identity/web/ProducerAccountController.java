package org.nongyou.identity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.nongyou.identity.AccountHolder;
import org.nongyou.identity.AccountHolders;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Administration;
import org.nongyou.identity.NewPassword;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.region.Divisions;
import org.nongyou.web.Entered;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Opening an account for a producer's people, from the producer's page.
@Controller
class ProducerAccountController {

    private static final String PAGE = "identity/producer-accounts";

    private final Administration administration;
    private final AccountHolders holders;
    private final Divisions divisions;

    ProducerAccountController(Administration administration, AccountHolders holders, Divisions divisions) {
        this.administration = administration;
        this.holders = holders;
        this.divisions = divisions;
    }

    @GetMapping("/producers/{id}/accounts")
    ModelAndView show(Actor actor, @PathVariable long id) {
        var holder = find(actor, id);
        return Page.of(
                PAGE,
                page(actor, holder, new Entered(Map.of("name", holder.contact(), "phone", holder.phone()), List.of())));
    }

    @PostMapping("/producers/{id}/accounts")
    ModelAndView open(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            HttpServletResponse response) {
        var holder = find(actor, id);
        return switch (administration.openAccount(actor, holder, username, name, phone)) {
            case Decision.Done<NewPassword>(var given) -> {
                response.setHeader("Cache-Control", "no-store");
                yield Page.of("identity/new-password", new NewPasswordPage(given, true));
            }
            case Decision.Refused<NewPassword>(var refusal) ->
                Page.again(
                        PAGE,
                        page(
                                actor,
                                holder,
                                Entered.of(Map.of("username", username, "name", name, "phone", phone), refusal)));
        };
    }

    private AccountHolder find(Actor actor, long id) {
        if (!Administration.mayGiveToProducers(actor)) throw new NotAllowed("主体的登录账号由县级以上的管理员或经办来开。");
        return holders.find(actor.scope(), id).orElseThrow(NotFound::new);
    }

    private ProducerAccountsPage page(Actor actor, AccountHolder holder, Entered entered) {
        return new ProducerAccountsPage(
                holder,
                divisions.path(holder.region()),
                administration.accountsOf(actor.scope(), holder),
                actor.may(Verb.ADMINISTER),
                entered);
    }
}
