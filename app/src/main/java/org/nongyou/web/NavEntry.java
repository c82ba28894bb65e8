package org.nongyou.web;

/// An entry of the side menu. Each module contributes its own as a bean.
public interface NavEntry {

    /// Smaller stands higher.
    int order();

    /// The path the entry leads to; the entry is marked on every page below it.
    String path();

    /// An icon's name out of frontend/icons.txt.
    String icon();

    String title();

    boolean visibleTo(Viewer viewer);

    /// A number that wants attention; 0 shows nothing.
    default int count(Viewer viewer) {
        return 0;
    }
}
