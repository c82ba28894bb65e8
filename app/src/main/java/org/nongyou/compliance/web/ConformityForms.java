package org.nongyou.compliance.web;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.web.NotAllowed;
import org.springframework.util.MultiValueMap;

/// What the pages of certificates read out of an address or a form.
final class ConformityForms {

    private ConformityForms() {}

    static boolean mayIssue(Actor actor) {
        return actor.isProducer() && actor.may(Verb.CERTIFY);
    }

    static void requireIssue(Actor actor) {
        if (!mayIssue(actor)) throw new NotAllowed("合格证是生产主体自己的承诺，用主体自己的账号开具。");
    }

    static @Nullable Long number(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    /// Several values of one name are joined.
    static Map<String, String> single(MultiValueMap<String, String> form) {
        var typed = new HashMap<String, String>();
        form.forEach((name, values) -> typed.put(name, String.join(",", values)));
        return typed;
    }
}
