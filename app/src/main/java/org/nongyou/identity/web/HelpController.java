package org.nongyou.identity.web;

import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// What each role does first.
@Controller
class HelpController {

    private final Accounts accounts;

    HelpController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/help")
    ModelAndView help(Actor actor) {
        var office = actor.officeId();
        var names = office == null ? "" : Ui.join(accounts.administrators(office));
        return Page.of("identity/help", new HelpPage(actor.roles(), actor.roleTitles(), names));
    }
}
