package org.nongyou.standard.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.standard.Clause;
import org.nongyou.standard.Edition;
import org.nongyou.standard.LimitAnswer;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.VeterinaryLimit;
import org.nongyou.web.Entered;

/// Page `/standards/residues`.
/// @param answer     null until food and substance are typed, and for animals
/// @param veterinary limits of a veterinary drug, where an animal was typed
/// @param editions   in force on the day
public record ResiduePage(
        String tone,
        String say,
        @Nullable LimitAnswer answer,
        List<VeterinaryLimit> veterinary,
        List<InputPage.Near> nearby,
        List<Edition> editions,
        List<String> names,
        Clause clause,
        RuleBook.Release release,
        Entered entered) {}
