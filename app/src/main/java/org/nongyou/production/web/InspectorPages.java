package org.nongyou.production.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.nongyou.base.Base;
import org.nongyou.production.Inspector;
import org.nongyou.production.InspectorFilter;
import org.nongyou.production.Inspectors;
import org.nongyou.production.Training;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;

/// Pages of internal inspectors.
public final class InspectorPages {

    private InspectorPages() {}

    /// Page `/production/inspectors`.
    /// @param differing bases whose file tells another number; the first of them
    public record ListPage(
            String say,
            String tone,
            InspectorFilter filter,
            List<Inspector> rows,
            List<Inspectors.Differing> differing,
            RegionChips regions,
            int total,
            int page,
            Address address,
            LocalDate today,
            LocalDate since,
            int months,
            boolean mayExport) {}

    /// Page `/production/bases/{id}/inspectors`.
    /// @param proofs names of the files of trainings, by their number
    /// @param open   the person whose form is open, 0 for none
    public record BasePage(
            Base base,
            String say,
            String tone,
            List<Inspector> persons,
            Map<Long, List<Training>> trainings,
            Map<Long, String> proofs,
            LocalDate today,
            LocalDate since,
            boolean mayRecord,
            Entered entered,
            long open,
            String formKey) {}
}
