package org.nongyou.web;

import java.util.List;
import org.nongyou.region.Scope;

/// What a module contributes to the search over everything (全站搜索). Each module contributes its own as a bean.
public interface SearchSource {

    /// A found thing.
    /// @param detail what tells it from others of the same name: number, place, operator
    record Hit(String title, String detail, String link) {}

    /// Smaller stands higher.
    int order();

    /// What is found here, as the heading: 基地, 生产主体 …
    String kind();

    /// The best hits within the scope, at most `limit`. Must answer from an index.
    /// @param words as typed, trimmed, never empty
    List<Hit> hits(Scope scope, String words, int limit);
}
