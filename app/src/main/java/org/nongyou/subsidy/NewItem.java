package org.nongyou.subsidy;

import org.jspecify.annotations.Nullable;

/// What a line is claimed for: a base of the register, or something known by a number of its own.
public record NewItem(@Nullable Long baseId, String number) {

    public static final NewItem NONE = new NewItem(null, "");

    public static NewItem base(long id) {
        return new NewItem(id, "");
    }

    public static NewItem numbered(String number) {
        return new NewItem(null, number);
    }
}
