package org.nongyou.identity.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.SignInRecord;
import org.nongyou.kernel.Refusal;

/// @param area    names of the person's area from the province down
/// @param changed whether the password has just been changed
/// @param mustChange whether the password came from an administrator
public record AccountPage(
        Actor actor,
        String area,
        List<SignInRecord> signIns,
        boolean changed,
        boolean mustChange,
        List<Refusal> reasons) {

    public @Nullable String error(String field) {
        return reasons.stream()
                .filter(reason -> field.equals(reason.field()))
                .map(Refusal::message)
                .findFirst()
                .orElse(null);
    }
}
