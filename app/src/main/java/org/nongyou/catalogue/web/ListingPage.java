package org.nongyou.catalogue.web;

import gg.jte.Content;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.Measure;
import org.nongyou.catalogue.MeasureKind;
import org.nongyou.catalogue.QuotaState;
import org.nongyou.catalogue.Reserve;
import org.nongyou.journal.JournalRow;
import org.nongyou.scheme.Kind;
import org.nongyou.web.Entered;

/// One entry of the catalogue, to the offices.
/// @param path       entries of lower levels that it came from
/// @param successor  the entry that it was promoted to, or null
/// @param openMeasure the measure that determines the status, or null
/// @param revocation the running procedure of removal, or null
/// @param available  measures that the person can take now
/// @param why        why he can take none, or null
/// @param proposals  exits of the scheme whose condition holds by the known facts
/// @param unchecked  exits whose facts nobody can tell
/// @param exits      exits by which a removal can be started here
/// @param unprintable characters of the signboard that the font for print lacks
/// @param measure    code of the measure whose form was refused, or empty
public record ListingPage(
        Listing listing,
        KindChoice kind,
        String place,
        List<Listing> path,
        @Nullable Listing successor,
        List<Measure> measures,
        @Nullable Measure openMeasure,
        @Nullable Measure revocation,
        List<MeasureKind> available,
        @Nullable String why,
        List<Kind.Exit> proposals,
        List<Kind.Exit> unchecked,
        List<Kind.Exit> exits,
        boolean mayRevoke,
        @Nullable Reserve reserve,
        boolean mayReserve,
        List<QuotaState> quotas,
        List<JournalRow> history,
        @Nullable Content map,
        List<String> unprintable,
        String clauseHref,
        String clauseText,
        String measure,
        Entered entered,
        LocalDate today) {}
