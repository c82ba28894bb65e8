package org.nongyou.catalogue.web;

import java.util.List;
import org.nongyou.region.Division;
import org.nongyou.web.Entered;

/// A published result being taken over.
/// @param ofRegion whether the kind lists cities and counties themselves
public record AdoptPage(
        List<KindChoice> kinds,
        KindChoice chosen,
        boolean ofRegion,
        List<Division> cities,
        List<Division> counties,
        Entered entered) {}
