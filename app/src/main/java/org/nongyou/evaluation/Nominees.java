package org.nongyou.evaluation;

import java.util.List;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.identity.Actor;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerLists;
import org.nongyou.scheme.Subject;
import org.springframework.stereotype.Service;

/// What a county may recommend for an evaluation: what is registered in its area.
@Service
public class Nominees {

    private static final int MOST = 300;

    private final BaseLists bases;
    private final ProducerLists producers;

    Nominees(BaseLists bases, ProducerLists producers) {
        this.bases = bases;
        this.producers = producers;
    }

    /// @param title as it reads in the list, with the operator
    public record Choice(String id, String title) {}

    /// The newest first; an area with more is asked by the number of the base.
    public List<Choice> choices(Actor actor, Subject subject) {
        return switch (subject) {
            case BASE, SITE ->
                bases.list(actor.scope(), BaseFilter.NONE, 0, MOST).stream()
                        .map(one -> new Choice(
                                Long.toString(one.id()),
                                one.name() + (one.producerName().isBlank() ? "" : "，" + one.producerName())))
                        .toList();
            case PRODUCER ->
                producers.list(actor.scope(), ProducerFilter.NONE, 0, MOST).stream()
                        .map(one -> new Choice(Long.toString(one.id()), one.name()))
                        .toList();
            case REGION, PRODUCT, PROJECT -> List.of();
        };
    }
}
