package org.nongyou.procedure;

import org.nongyou.scheme.Act;

/// What a person sends from a case's page to act on it.
/// @param revision the case's revision on the page that he saw
public record ActForm(Act act, int revision, String opinion) {

    public ActForm {
        opinion = opinion.strip();
    }
}
