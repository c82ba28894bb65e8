package org.nongyou;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;

/// People of all five levels and producers, places in and out of their areas, and the rule in its simplest words:
/// what one sees begins with the digits of one's area. For tests that compare a module's reads with a naive answer.
public final class FiveLevels {

    /// Where rows lie: villages, townships, counties, cities, also of other provinces.
    public static final List<String> PLACES = List.of(
            "140423",
            "140423100",
            "140423100001",
            "140423101",
            "140427",
            "140427100",
            "140105",
            "140121",
            "140400",
            "140100",
            "430102",
            "620702");

    /// Whose areas these are: the country, provinces, cities, counties, townships, a village.
    public static final List<String> AREAS = List.of(
            "000000",
            "140000",
            "430000",
            "140400",
            "140100",
            "140423",
            "140105",
            "140423100",
            "140423101",
            "140423100001",
            "140427100");

    private FiveLevels() {}

    public static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /// The areas, and these producers.
    public static List<Scope> scopes(long... producers) {
        var scopes = new ArrayList<Scope>();
        for (var code : AREAS) scopes.add(Scope.within(new RegionCode(code)));
        for (long producer : producers) scopes.add(new Scope.Own(producer));
        return scopes;
    }

    /// @param producer whose row it is; null where rows belong to nobody, and no producer sees them
    public static boolean sees(Scope scope, String place, @Nullable Long producer) {
        return switch (scope) {
            case Scope.Own(var id) -> producer != null && producer == id;
            case Scope.Within(var region) -> place.startsWith(beginning(region.value()));
        };
    }

    /// The digits that all places within begin with.
    public static String beginning(String code) {
        if (code.length() > 6) return code;
        if (code.equals("000000")) return "";
        return code.endsWith("0000") ? code.substring(0, 2) : code.endsWith("00") ? code.substring(0, 4) : code;
    }

    /// What the person picked narrows his own area, and does nothing when it lies outside.
    public static Predicate<String> picked(Scope scope, @Nullable RegionCode region) {
        if (region == null) return _ -> true;
        var begins = beginning(region.value());
        boolean inside = switch (scope) {
            case Scope.Own _ -> true;
            case Scope.Within(var own) -> begins.startsWith(beginning(own.value()));
        };
        return place -> !inside || place.startsWith(begins);
    }
}
