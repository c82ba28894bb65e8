package org.nongyou.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How a listing stands. `code` is what the database keeps.
public enum ListingStatus {
    LISTED("listed", "在目录", "ok", true),
    WARNED("warned", "已警告", "warn", true),
    RECTIFYING("rectifying", "限期整改", "warn", true),
    SUSPENDED("suspended", "暂停", "bad", true),
    REMOVED("removed", "已取消", "bad", false),
    EXPIRED("expired", "已过期", "idle", false),
    /// Listed at a higher level since; this row is history.
    PROMOTED("promoted", "已升级", "idle", false);

    private final String code;
    private final String title;
    private final String tone;
    private final boolean standing;

    ListingStatus(String code, String title, String tone, boolean standing) {
        this.code = code;
        this.title = title;
        this.tone = tone;
        this.standing = standing;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /// Of the mark on screens.
    public String tone() {
        return tone;
    }

    /// Whether the entry stands in the catalogue; a suspended one does and keeps its place in the quota, without its
    /// benefits.
    public boolean standing() {
        return standing;
    }

    /// Whether the entry counts toward the targets. The document ends a qualification by cancelling it only, so a
    /// warning or an ordered rectification changes nothing. It does not know suspension: while one lasts, the entry
    /// is not claimed as reached.
    public boolean inForce() {
        return standing && this != SUSPENDED;
    }

    public static Optional<ListingStatus> ofCode(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    static List<String> standingCodes() {
        return Arrays.stream(values())
                .filter(ListingStatus::standing)
                .map(ListingStatus::code)
                .toList();
    }

    static List<String> inForceCodes() {
        return Arrays.stream(values())
                .filter(ListingStatus::inForce)
                .map(ListingStatus::code)
                .toList();
    }
}
