package org.nongyou.catalogue;

import java.util.Optional;
import java.util.Set;
import org.nongyou.base.Bases;
import org.nongyou.kernel.Level;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// Finds what can be listed: bases in their register, which are the sites (地点) of a document too, producers in theirs,
/// cities and counties among the divisions.
@Component
class Subjects {

    private final Bases bases;
    private final Producers producers;
    private final Divisions divisions;

    Subjects(Bases bases, Producers producers, Divisions divisions) {
        this.bases = bases;
        this.producers = producers;
        this.divisions = divisions;
    }

    /// Empty when it does not exist, lies outside the scope, or is of a kind that nobody keeps yet.
    Optional<Listed> find(Scope scope, String kind, String id) {
        return switch (kind) {
            case "base", "site" -> base(scope, kind, id);
            case "producer" -> producer(scope, id);
            case "region" -> region(scope, id);
            default -> Optional.empty();
        };
    }

    /// Whether some register keeps subjects of this kind.
    boolean keeps(String kind) {
        return Set.of("base", "site", "producer", "region").contains(kind);
    }

    private Optional<Listed> producer(Scope scope, String id) {
        if (!id.matches("\\d{1,18}")) return Optional.empty();
        return producers
                .find(scope, Long.parseLong(id))
                .map(one -> new Listed(
                        "producer",
                        id,
                        one.name(),
                        one.region(),
                        one.id(),
                        one.name(),
                        "",
                        null,
                        null,
                        null,
                        "/producers/" + id,
                        one.demo()));
    }

    private Optional<Listed> base(Scope scope, String kind, String id) {
        if (!id.matches("\\d{1,18}")) return Optional.empty();
        return bases.findRow(scope, Long.parseLong(id))
                .map(base -> new Listed(
                        kind,
                        id,
                        base.name(),
                        base.region(),
                        base.producerId(),
                        base.producerName(),
                        base.product(),
                        base.areaMu(),
                        base.longitude(),
                        base.latitude(),
                        "/bases/" + id,
                        base.demo()));
    }

    private Optional<Listed> region(Scope scope, String id) {
        return RegionCode.parse(id)
                .filter(scope::covers)
                .filter(code -> code.level() == Level.CITY || code.level() == Level.COUNTY)
                .flatMap(divisions::find)
                .filter(division -> division.validTo() == null)
                .map(division -> new Listed(
                        "region",
                        id,
                        division.name(),
                        division.code(),
                        null,
                        "",
                        "",
                        null,
                        division.longitude(),
                        division.latitude(),
                        null,
                        false));
    }
}
