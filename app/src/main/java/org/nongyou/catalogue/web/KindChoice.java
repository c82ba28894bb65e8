package org.nongyou.catalogue.web;

import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Scheme;

/// A kind of entry that a list can show.
public record KindChoice(Scheme scheme, Kind kind) {

    /// As the address has it: `shanxi-quality-bases/quality-base`.
    public String value() {
        return scheme.id() + "/" + kind.id();
    }

    public String classTitle(@Nullable String classId) {
        return classId == null
                ? "未分类"
                : kind.kindClass(classId).map(one -> one.title()).orElse(classId);
    }
}
