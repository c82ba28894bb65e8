package org.nongyou.region;

import static nongyoudb.region.Tables.DIVISIONS;
import static nongyoudb.region.Tables.DIVISION_CHANGES;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import nongyoudb.region.tables.records.DivisionsRecord;
import org.jooq.DSLContext;
import org.nongyou.kernel.Level;
import org.springframework.stereotype.Service;

/// The register of divisions (区划). Down to the county it is kept in memory: names stand on every page.
@Service
public class Divisions {

    private final DSLContext sql;
    private final Map<RegionCode, Division> known = new ConcurrentHashMap<>();
    private volatile boolean countiesRead;
    /// Those that exist today, in the order of their codes, below each division and at each level.
    private volatile Map<RegionCode, List<Division>> below = Map.of();

    private volatile Map<Level, List<Division>> levels = Map.of();
    private volatile List<Division> ended = List.of();
    private volatile Map<RegionCode, List<RegionCode>> predecessors = Map.of();

    Divisions(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<Division> find(RegionCode code) {
        readCounties();
        var division = known.get(code);
        if (division != null) return Optional.of(division);
        if (code.level().ordinal() <= Level.COUNTY.ordinal()) return Optional.empty();
        var row =
                sql.selectFrom(DIVISIONS).where(DIVISIONS.CODE.eq(code.value())).fetchOne();
        if (row == null) return Optional.empty();
        var found = division(row);
        known.put(code, found);
        return Optional.of(found);
    }

    /// The short name, such as 襄垣县; the code itself where the division is unknown; 全国 for the country.
    public String name(RegionCode code) {
        if (code.equals(RegionCode.COUNTRY)) return "全国";
        return find(code).map(Division::name).orElse(code.value());
    }

    /// Names from the province down, joined by a dot: 山西省·长治市·襄垣县.
    public String path(RegionCode code) {
        if (code.equals(RegionCode.COUNTRY)) return "全国";
        return code.path().stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .map(Division::name)
                .collect(Collectors.joining("·"));
    }

    /// The divisions directly below that exist today, in the order of their codes.
    public List<Division> children(RegionCode parent) {
        if (parent.level().isAbove(Level.COUNTY)) {
            readCounties();
            return below.getOrDefault(parent, List.of());
        }
        return sql.selectFrom(DIVISIONS)
                .where(DIVISIONS.PARENT_CODE.eq(parent.value()))
                .and(DIVISIONS.VALID_TO.isNull())
                .orderBy(DIVISIONS.CODE)
                .fetch(Divisions::division);
    }

    /// All divisions of one level within another, in the order of their codes; no deeper than the county.
    public List<Division> within(RegionCode region, Level level) {
        if (level.ordinal() > Level.COUNTY.ordinal()) throw new IllegalArgumentException("too deep: " + level);
        readCounties();
        var prefix = region.prefix();
        return levels.getOrDefault(level, List.of()).stream()
                .filter(division -> division.code().value().startsWith(prefix))
                .toList();
    }

    /// The divisions of one level within another that exist no more, in the order of their codes; no deeper than the
    /// county.
    public List<Division> ended(RegionCode region, Level level) {
        readCounties();
        return ended.stream()
                .filter(division -> division.level() == level && region.contains(division.code()))
                .toList();
    }

    /// The codes under which a division stood before it was renamed, recoded or merged into what it is.
    public List<RegionCode> predecessors(RegionCode code) {
        readCounties();
        return predecessors.getOrDefault(code, List.of());
    }

    /// What a division came from or became, oldest first.
    public List<DivisionChange> changes(RegionCode code) {
        return sql.selectFrom(DIVISION_CHANGES)
                .where(DIVISION_CHANGES.OLD_CODE.eq(code.value()).or(DIVISION_CHANGES.NEW_CODE.eq(code.value())))
                .orderBy(DIVISION_CHANGES.BY_YEAR, DIVISION_CHANGES.ID)
                .fetch(row -> new DivisionChange(
                        row.getOldCode(),
                        row.getOldName(),
                        row.getNewCode(),
                        row.getNewName(),
                        row.getChange(),
                        row.getByYear(),
                        row.getEvidence()));
    }

    /// Read again after divisions were loaded.
    public void forget() {
        countiesRead = false;
        known.clear();
    }

    private void readCounties() {
        if (countiesRead) return;
        synchronized (this) {
            if (countiesRead) return;
            sql.selectFrom(DIVISIONS)
                    .where(DIVISIONS.LEVEL.in("national", "province", "city", "county"))
                    .fetch(Divisions::division)
                    .forEach(division -> known.put(division.code(), division));
            var today = known.values().stream()
                    .filter(division -> division.validTo() == null)
                    .filter(division -> division.level().ordinal() <= Level.COUNTY.ordinal())
                    .sorted(Comparator.comparing(Division::code))
                    .toList();
            below = today.stream()
                    .filter(division -> division.code()
                            .parent()
                            .filter(parent -> !parent.equals(division.code()))
                            .isPresent())
                    .collect(Collectors.groupingBy(
                            division -> division.code().parent().orElseThrow()));
            levels = today.stream().collect(Collectors.groupingBy(Division::level));
            ended = known.values().stream()
                    .filter(division -> division.validTo() != null)
                    .sorted(Comparator.comparing(Division::code))
                    .toList();
            predecessors = sql.selectDistinct(DIVISION_CHANGES.NEW_CODE, DIVISION_CHANGES.OLD_CODE)
                    .from(DIVISION_CHANGES)
                    .where(DIVISION_CHANGES.CHANGE.in("recode", "rename", "successor"))
                    .and(DIVISION_CHANGES.NEW_CODE.ne(DIVISION_CHANGES.OLD_CODE))
                    .orderBy(DIVISION_CHANGES.OLD_CODE)
                    .fetchGroups(row -> new RegionCode(row.value1()), row -> new RegionCode(row.value2()));
            countiesRead = !known.isEmpty();
        }
    }

    private static Division division(DivisionsRecord row) {
        return new Division(
                new RegionCode(row.getCode()),
                row.getName(),
                Level.ofCode(row.getLevel()).orElseThrow(),
                row.getFullName(),
                row.getValidTo(),
                row.getLongitude(),
                row.getLatitude());
    }
}
