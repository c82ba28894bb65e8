package org.nongyou.compliance.web;

import java.util.Map;
import org.nongyou.compliance.Algorithm;
import org.nongyou.compliance.SigningKeys;
import org.nongyou.compliance.VerificationKey;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.web.NavEntry;
import org.nongyou.web.Page;
import org.nongyou.web.Viewer;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Keys that sign certificates: which one does, change it, revoke one.
@Controller
@Requires(Verb.ADMINISTER)
class SigningKeysController {

    private static final String HERE = "/admin/signing-keys";

    private final SigningKeys keys;

    SigningKeysController(SigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping(HERE)
    ModelAndView list(Actor actor, @RequestParam(defaultValue = "") String done) {
        return Page.of(
                "compliance/keys", page(actor, done.equals("rotated") || done.equals("revoked") ? done : "", 0, ""));
    }

    @PostMapping(HERE)
    ModelAndView rotate(Actor actor, @RequestParam(defaultValue = "") String algorithm) {
        var chosen = algorithm.equals(Algorithm.SM2.title()) ? Algorithm.SM2 : Algorithm.ED25519;
        return answer(actor, keys.rotate(actor, chosen), "rotated", 0);
    }

    @PostMapping(HERE + "/{id:\\d{1,9}}/revoke")
    ModelAndView revoke(Actor actor, @PathVariable int id, @RequestParam Map<String, String> typed) {
        return answer(actor, keys.revoke(actor, id, typed.getOrDefault("reason" + id, "")), "revoked", id);
    }

    private ModelAndView answer(Actor actor, Decision<VerificationKey> decision, String done, int id) {
        return switch (decision) {
            case Decision.Done<VerificationKey> _ -> Page.redirect(HERE + "?done=" + done);
            case Decision.Refused<VerificationKey>(var refusal) ->
                Page.again("compliance/keys", page(actor, "", id, refusal.message()));
        };
    }

    private SigningKeysPage page(Actor actor, String done, int at, String error) {
        return new SigningKeysPage(keys.lines(), keys.mayChange(actor), done, at, error);
    }

    @Component
    static class Nav implements NavEntry {

        @Override
        public int order() {
            return 96;
        }

        @Override
        public String path() {
            return HERE;
        }

        @Override
        public String icon() {
            return "lock";
        }

        @Override
        public String title() {
            return "签名密钥";
        }

        @Override
        public boolean visibleTo(Viewer viewer) {
            return viewer.may("ADMINISTER");
        }
    }
}
