package org.nongyou.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands around each page's content.
/// @param viewer    null on public pages
/// @param csrfName  name of the hidden field of every form, with its value in `csrf`
/// @param demo      whether the installation holds invented data
public record Frame(
        @Nullable Viewer viewer,
        List<Item> menu,
        String path,
        String csrfName,
        String csrf,
        boolean demo,
        String version) {

    /// A line of the side menu as shown.
    public record Item(String path, String icon, String title, int count, boolean current) {}
}
