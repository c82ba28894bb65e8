package org.nongyou.subsidy.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.subsidy.Claim;
import org.nongyou.subsidy.ClaimFilter;
import org.nongyou.subsidy.Shares;
import org.nongyou.web.Address;

/// The payment list: who gets how much, and what each level owes.
/// @param levels that pay anything here, the highest first
/// @param owed   by county
/// @param places names of each claim's place, by region code
public record PaymentsPage(
        String say,
        String tone,
        ClaimFilter filter,
        List<ClaimListPage.Option> schemes,
        List<Integer> years,
        List<Level> levels,
        List<Owed> owed,
        Shares due,
        Shares paid,
        List<Claim> claims,
        Map<String, String> places,
        Address address,
        @Nullable String next,
        boolean first,
        boolean mayExport) {

    /// @param county its name
    public record Owed(String county, String href, int claims, Shares due, Shares paid) {}
}
