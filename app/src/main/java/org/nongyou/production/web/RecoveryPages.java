package org.nongyou.production.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.BaseRow;
import org.nongyou.journal.JournalRow;
import org.nongyou.production.InputLedger;
import org.nongyou.production.Recoveries;
import org.nongyou.production.Recovery;
import org.nongyou.production.RecoveryEntry;
import org.nongyou.production.RecoveryFilter;
import org.nongyou.production.RecoveryKind;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;

/// Pages of film and straw.
public final class RecoveryPages {

    private RecoveryPages() {}

    /// Page `/production/recovery`.
    public record ListPage(
            String say,
            String tone,
            RecoveryFilter filter,
            List<Recovery> rows,
            Map<RecoveryKind, Recoveries.Sum> sums,
            InputLedger.Packages packages,
            RegionChips regions,
            int total,
            int page,
            Address address,
            LocalDate today,
            boolean mayRecord,
            boolean mayExport) {

        public List<RecoveryKind> kinds() {
            return List.of(RecoveryKind.values());
        }

        public List<Integer> years() {
            return lastYears(today);
        }
    }

    /// Page `/production/recovery/new`.
    /// @param base       null until one is chosen
    /// @param candidates to choose from
    public record FormPage(
            @Nullable Base base,
            List<BaseRow> candidates,
            String words,
            LocalDate today,
            Entered entered,
            String formKey) {

        public List<RecoveryKind> kinds() {
            return List.of(RecoveryKind.values());
        }

        public List<Integer> years() {
            return lastYears(today);
        }
    }

    /// Page `/production/recovery/{id}`.
    /// @param proofs names of the files that the person may open, by their number
    /// @param open   the entry whose form is open, 0 for none
    public record OnePage(
            Recovery one,
            String say,
            String tone,
            List<RecoveryEntry> entries,
            Map<Long, String> proofs,
            List<JournalRow> history,
            boolean mayRecord,
            Entered entered,
            long open,
            String formKey) {}

    private static List<Integer> lastYears(LocalDate today) {
        return IntStream.range(0, 6).mapToObj(n -> today.getYear() - n).toList();
    }
}
