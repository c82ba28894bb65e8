package org.nongyou.production.web;

import java.time.LocalDate;
import java.util.List;
import org.nongyou.base.Base;
import org.nongyou.production.FieldView;
import org.nongyou.production.Season;
import org.nongyou.web.Entered;

/// Page `/production/bases/{id}`: the plots of a base as they stand, and its seasons.
/// @param open the season whose form is open, 0 for none
public record GroundPage(
        Base base,
        FieldView.Ground ground,
        List<Season> seasons,
        String say,
        String tone,
        boolean mayRecord,
        LocalDate today,
        Entered entered,
        long open) {}
