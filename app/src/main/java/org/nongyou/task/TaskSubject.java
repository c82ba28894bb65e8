package org.nongyou.task;

import org.nongyou.catalogue.Listing;
import org.nongyou.region.RegionCode;

/// What of the catalogue a task is for: a listed base, product, producer or site.
record TaskSubject(String kind, String id, String title, RegionCode region) {

    static TaskSubject of(Listing one) {
        return new TaskSubject(one.subjectKind(), one.subjectId(), one.title(), one.region());
    }
}
