package org.nongyou.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nongyou.kernel.Level;

/// A division's code: six digits to the county (140000, 140400, 140423), nine to the township, twelve to the village.
/// The code is the path, so "lies within" needs no look-up. 000000 is the whole country.
public record RegionCode(String value) implements Comparable<RegionCode> {

    public static final RegionCode COUNTRY = new RegionCode("000000");

    /// @throws IllegalArgumentException when the text is no division code
    public RegionCode {
        if (!isCode(value)) throw new IllegalArgumentException("no division code: " + value);
    }

    public static RegionCode of(String value) {
        return new RegionCode(value);
    }

    public static Optional<RegionCode> parse(String value) {
        return isCode(value) ? Optional.of(new RegionCode(value)) : Optional.empty();
    }

    /// By hand: a code is made for every row of a list.
    private static boolean isCode(String value) {
        if (value.length() != 6 && value.length() != 9 && value.length() != 12) return false;
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') return false;
        }
        return true;
    }

    public Level level() {
        if (value.length() == 12) return Level.VILLAGE;
        if (value.length() == 9) return Level.TOWNSHIP;
        if (!value.endsWith("00")) return Level.COUNTY;
        if (!value.endsWith("0000")) return Level.CITY;
        return value.equals("000000") ? Level.NATIONAL : Level.PROVINCE;
    }

    /// Follows every digit: codes within a division lie from its prefix to below the prefix with this at the end.
    public static final String AFTER = ":";

    /// The digits that all divisions within begin with: 14, 1404, 140423 … ; empty for the country.
    public String prefix() {
        return switch (level()) {
            case NATIONAL -> "";
            case PROVINCE -> value.substring(0, 2);
            case CITY -> value.substring(0, 4);
            case COUNTY, TOWNSHIP, VILLAGE -> value;
        };
    }

    public boolean contains(RegionCode other) {
        return other.value.startsWith(prefix());
    }

    /// This division or the one above it at a level; empty when the level lies below.
    public Optional<RegionCode> at(Level wanted) {
        if (wanted.ordinal() > level().ordinal()) return Optional.empty();
        return Optional.of(
                switch (wanted) {
                    case NATIONAL -> COUNTRY;
                    case PROVINCE -> new RegionCode(value.substring(0, 2) + "0000");
                    case CITY -> new RegionCode(value.substring(0, 4) + "00");
                    case COUNTY -> new RegionCode(value.substring(0, 6));
                    case TOWNSHIP -> new RegionCode(value.substring(0, 9));
                    case VILLAGE -> this;
                });
    }

    public Optional<RegionCode> parent() {
        return switch (level()) {
            case NATIONAL -> Optional.empty();
            case PROVINCE -> at(Level.NATIONAL);
            case CITY -> at(Level.PROVINCE);
            case COUNTY -> at(Level.CITY);
            case TOWNSHIP -> at(Level.COUNTY);
            case VILLAGE -> at(Level.TOWNSHIP);
        };
    }

    /// From the province down to this one.
    public List<RegionCode> path() {
        var path = new ArrayList<RegionCode>();
        for (var level : Level.values()) {
            if (level != Level.NATIONAL) at(level).ifPresent(path::add);
        }
        return path;
    }

    @Override
    public int compareTo(RegionCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
