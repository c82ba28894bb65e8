package org.nongyou.identity.web;

import org.jspecify.annotations.Nullable;

/// Where to go after signing in: a page of this installation and nothing else.
final class LocalPath {

    private LocalPath() {}

    /// The path with its query when it certainly leads to this server, else `/`. Browsers read `//host` and `/\host`
    /// as another server and drop tabs and line ends, so none of these passes.
    static String orHome(@Nullable String wanted) {
        if (wanted == null || !wanted.startsWith("/") || wanted.startsWith("//") || wanted.length() > 2000) return "/";
        var plain = wanted.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\');
        return plain && !wanted.startsWith("/sign-") ? wanted : "/";
    }
}
