package org.nongyou.evaluation;

import java.util.List;
import org.nongyou.scheme.SchemeRef;

/// What an office opens an evaluation with, as typed.
/// @param scorers how many people of the office score, where no experts are named
/// @param experts accounts
/// @param formKey of the form, so that a double click opens one
public record NewRound(
        SchemeRef scheme,
        String procedure,
        String year,
        String scorers,
        List<Long> experts,
        String pass,
        String dueOn,
        String formKey) {

    public NewRound {
        experts = List.copyOf(experts);
    }
}
