package org.nongyou.procedure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;

/// Whose turn it is at a stage.
/// @param offices     the offices that may act, of those that exist
/// @param applicant   whether the applicant may act
/// @param recordedFor title of the outer body whose act is entered, or null
/// @param title       as read on screens: 长治市农业农村局, 申报主体
record Turn(
        List<Office> offices, boolean applicant, @Nullable String recordedFor, String title) {

    Turn {
        offices = List.copyOf(offices);
    }

    boolean isOf(Actor actor, Case theCase) {
        var office = actor.office();
        if (office != null && office.active() && offices.stream().anyMatch(one -> one.id() == office.id())) return true;
        if (!applicant) return false;
        var producer = actor.producerId();
        if (producer != null) return producer.equals(theCase.producerId());
        return office != null && office.active() && Long.valueOf(office.id()).equals(theCase.createdOffice());
    }
}
