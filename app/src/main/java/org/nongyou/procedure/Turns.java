package org.nongyou.procedure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.Stage;
import org.springframework.stereotype.Component;

/// Finds the offices behind a scheme's words: 县农业农村局 is that of the county in which the case lies.
@Component
class Turns {

    private final Offices offices;

    Turns(Offices offices) {
        this.offices = offices;
    }

    /// @param createdOffice the office that started the case for the applicant, or null
    Turn at(Scheme scheme, Stage stage, RegionCode place, @Nullable Long createdOffice) {
        if (stage.end() != null) return new Turn(List.of(), false, null, "");
        var found = new ArrayList<Office>();
        var titles = new ArrayList<String>();
        if (stage.byApplicant()) {
            titles.add("申报主体");
            if (createdOffice != null)
                offices.find(createdOffice).ifPresent(office -> {
                    found.add(office);
                    titles.set(0, "申报主体或" + office.name());
                });
        }
        for (var id : stage.enteredBy()) {
            var named = scheme.office(id).orElseThrow();
            var office = resolve(named, place);
            office.filter(one -> !found.contains(one)).ifPresent(found::add);
            titles.add(office.map(Office::name).orElse(named.title() + "（还没有建立机构）"));
        }
        if (stage.byApplicant() && titles.size() > 1) {
            // 申报主体、壶关县农业农村局: the one that began it for the applicant is named once.
            titles.set(0, "申报主体");
            if (createdOffice != null && found.size() > stage.enteredBy().size())
                titles.add(1, found.getFirst().name());
        }
        return new Turn(found, stage.byApplicant(), recordedFor(scheme, stage), String.join("、", titles));
    }

    private Optional<Office> resolve(SchemeOffice named, RegionCode place) {
        if (named.level() == null) return Optional.empty();
        if (named.region() != null) return offices.of(new RegionCode(named.region()), named.department());
        return offices.over(place, named.level(), named.department());
    }

    private static @Nullable String recordedFor(Scheme scheme, Stage stage) {
        if (stage.recordedBy() == null) return null;
        return String.join(
                "、",
                stage.offices().stream()
                        .map(id -> scheme.office(id).map(SchemeOffice::title).orElse(id))
                        .toList());
    }
}
