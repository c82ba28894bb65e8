package org.nongyou.scheme;

import java.util.List;

/// One numbered part of the document, told in own words.
/// @param section     as printed, such as 四（二）
/// @param responsible ids of the offices that lead
/// @param cooperating ids of the offices that help
/// @param asks        whether it demands something; a part that only describes does not, and a note says why
public record Clause(
        String path,
        String section,
        String title,
        String text,
        List<String> responsible,
        List<String> cooperating,
        boolean asks)
        implements SchemeItem {

    public Clause {
        responsible = List.copyOf(responsible);
        cooperating = List.copyOf(cooperating);
    }

    @Override
    public List<String> clauses() {
        return List.of(section);
    }
}
