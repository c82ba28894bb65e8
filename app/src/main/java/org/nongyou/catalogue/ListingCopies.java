package org.nongyou.catalogue;

import java.util.List;
import org.nongyou.base.BaseChanged;
import org.nongyou.producer.ProducerRenamed;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What lists show of a base is kept on its listing; it follows the register in the same transaction.
@Component
class ListingCopies {

    private final Catalogue catalogue;
    private final Subjects subjects;

    ListingCopies(Catalogue catalogue, Subjects subjects) {
        this.catalogue = catalogue;
        this.subjects = subjects;
    }

    @EventListener
    void on(BaseChanged event) {
        for (var kind : List.of("base", "site")) copy(kind, event.baseId());
    }

    @EventListener
    void on(ProducerRenamed event) {
        catalogue.copyProducerName(event.producerId(), event.name());
        copy("producer", event.producerId());
    }

    private void copy(String kind, long id) {
        subjects.find(Scope.within(RegionCode.COUNTRY), kind, String.valueOf(id))
                .ifPresent(catalogue::copy);
    }
}
