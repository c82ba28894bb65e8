package org.nongyou.subsidy.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.subsidy.Claim;
import org.nongyou.subsidy.ClaimFilter;
import org.nongyou.subsidy.ClaimState;
import org.nongyou.web.Address;
import org.nongyou.web.RegionChips;

/// Page `/subsidies`.
/// @param places  names of each row's place, by region code
/// @param address of the list with its filters, without the page
/// @param mayApply whether the person may claim and something can be claimed for here
/// @param mayTry   whether a document with subsidies covers the place
/// @param next    address of the next page, or null
public record ClaimListPage(
        String say,
        String tone,
        ClaimFilter filter,
        List<Claim> claims,
        Map<String, String> places,
        RegionChips regions,
        List<Option> schemes,
        List<Integer> years,
        int total,
        Address address,
        @Nullable String next,
        boolean first,
        boolean mayApply,
        boolean mayTry) {

    public record Option(String value, String title, boolean chosen) {}

    public List<ClaimState> states() {
        return List.of(ClaimState.values());
    }

    public boolean isNarrowed() {
        return filter.schemeId() != null
                || filter.year() != null
                || filter.state() != null
                || !filter.words().isEmpty();
    }
}
