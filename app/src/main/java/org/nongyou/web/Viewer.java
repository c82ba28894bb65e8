package org.nongyou.web;

import org.nongyou.region.Scope;

/// The signed-in person as the frame shows him.
public interface Viewer {

    String name();

    /// 市级审核, 经办 … as shown beside the name.
    String roleTitles();

    /// Names of the area from the province down, or the producer's name.
    String scopeTitle();

    Scope scope();

    /// Whether invented people and operators stand on the page.
    boolean demo();

    /// @param right the name of a right, as in identity's table of verbs
    boolean may(String right);
}
