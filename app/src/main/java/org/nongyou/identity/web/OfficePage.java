package org.nongyou.identity.web;

import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Office;
import org.nongyou.web.Entered;

/// An office's form.
/// @param office   null for a new one
/// @param place    names of its division; empty for a new one
/// @param accounts how many open accounts it has
/// @param own      whether it is the administrator's own, which he cannot close
public record OfficePage(
        @Nullable Office office,
        String place,
        @Nullable RegionPicker regions,
        Entered entered,
        int accounts,
        boolean own) {}
