package org.nongyou.region;

import static nongyoudb.region.Tables.DIVISIONS;
import static nongyoudb.region.Tables.DIVISION_CHANGES;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import nongyoudb.region.tables.records.DivisionsRecord;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Loads the divisions that come with the product: the whole country to the county, and Shanxi, Hunan and Zhangye to
/// the village. Left out: zones that exist only in statistics and the towns that hang on them, and placeholders
/// of directly administered counties that are no divisions.
@Service
public class DivisionLoader implements SmartInitializingSingleton {

    private static final LocalDate SINCE = LocalDate.of(1949, 10, 1);
    private static final int AT_ONCE = 5_000;
    private static final Map<String, Level> LEVELS =
            Map.of("province", Level.PROVINCE, "prefecture", Level.CITY, "county", Level.COUNTY);

    private final DSLContext sql;
    private final Divisions divisions;

    DivisionLoader(DSLContext sql, Divisions divisions) {
        this.sql = sql;
        this.divisions = divisions;
    }

    /// Before the first page: nothing works without places.
    @Override
    @Transactional
    public void afterSingletonsInstantiated() {
        loadOnce();
    }

    /// Loads once; does nothing when divisions are there.
    /// @return how many divisions were loaded
    @Transactional
    public int loadOnce() {
        if (sql.fetchExists(DIVISIONS)) return 0;
        var rows = new HashMap<String, DivisionsRecord>();
        var order = new ArrayList<DivisionsRecord>();
        Consumer<DivisionsRecord> keep = row -> {
            rows.put(row.getCode(), row);
            order.add(row);
        };
        keep.accept(record("000000", "全国", Level.NATIONAL, null, "全国", null));
        for (var line : csv("cn_divisions_mca2024.csv")) {
            var level = LEVELS.get(line[2]);
            if (level == null) continue;
            keep.accept(record(line[0], line[1], level, parent(line[0]), fullName(rows, line[0], line[1]), null));
        }
        for (var line : csv("towns_nbs2023_shanxi_hunan_zhangye.csv")) {
            if (line[6].equals("1") || !rows.containsKey(line[3])) continue;
            keep.accept(record(
                    line[0],
                    corrected(line[1]),
                    Level.TOWNSHIP,
                    line[3],
                    fullName(rows, line[0], corrected(line[1])),
                    null));
        }
        for (var line : csv("villages_nbs2023_shanxi_hunan_zhangye.csv")) {
            if (!rows.containsKey(line[2])) continue;
            keep.accept(record(line[0], line[1], Level.VILLAGE, line[2], fullName(rows, line[0], line[1]), null));
        }
        for (var line : csv("county_points_wgs84.csv")) {
            var row = rows.get(line[0]);
            if (row == null || line[3].isEmpty()) continue;
            row.setLongitude(new BigDecimal(line[3]));
            row.setLatitude(new BigDecimal(line[4]));
            row.setPointNote(line[5]);
        }
        loadChanges(rows, keep);
        for (int i = 0; i < order.size(); i += AT_ONCE) insert(order.subList(i, Math.min(i + AT_ONCE, order.size())));
        divisions.forget();
        return order.size();
    }

    /// The list of changes also tells of divisions that ended: they are kept with their last year.
    private void loadChanges(Map<String, DivisionsRecord> rows, Consumer<DivisionsRecord> keep) {
        Set<String> ended = new HashSet<>();
        for (var line : csv("division_changes_2002_2024.csv")) {
            if (line[3].equals("140501") || line[5].equals("140501"))
                continue; // an error of one vintage, see the README
            var change = switch (line[2]) {
                case "successor_by_seat" -> "successor";
                case "renamed" -> "rename";
                case "recode", "removed", "added" -> line[2];
                default -> throw new IllegalStateException("unknown change " + line[2]);
            };
            int year = Integer.parseInt(line[1].substring(0, 4));
            var row = sql.newRecord(DIVISION_CHANGES);
            row.setOldCode(line[3].isEmpty() ? line[5] : line[3]);
            row.setOldName(line[4].isEmpty() ? line[6] : line[4]);
            if (!line[5].isEmpty()) {
                row.setNewCode(line[5]);
                row.setNewName(line[6]);
            }
            row.setChange(change);
            row.setByYear(year);
            row.setEvidence(line[8].isEmpty() ? line[7] : line[8]);
            row.store();
            if (!line[3].isEmpty() && !rows.containsKey(line[3]) && ended.add(line[3])) {
                var level = new RegionCode(line[3]).level();
                keep.accept(record(
                        line[3],
                        line[4],
                        level,
                        parent(line[3]),
                        fullName(rows, line[3], line[4]),
                        LocalDate.of(year, 12, 31)));
            }
        }
    }

    /// Columns as arrays: one statement instead of thousands, since every new installation waits for it.
    private void insert(List<DivisionsRecord> rows) {
        sql.execute(
                """
                insert into region.divisions (code, name, level, parent_code, full_name, valid_from, valid_to, longitude, latitude, point_note)
                select * from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9})""",
                column(rows, DIVISIONS.CODE),
                column(rows, DIVISIONS.NAME),
                column(rows, DIVISIONS.LEVEL),
                column(rows, DIVISIONS.PARENT_CODE),
                column(rows, DIVISIONS.FULL_NAME),
                column(rows, DIVISIONS.VALID_FROM),
                column(rows, DIVISIONS.VALID_TO),
                column(rows, DIVISIONS.LONGITUDE),
                column(rows, DIVISIONS.LATITUDE),
                column(rows, DIVISIONS.POINT_NOTE));
    }

    private static <T> Param<T[]> column(List<DivisionsRecord> rows, TableField<DivisionsRecord, T> field) {
        @SuppressWarnings("unchecked") // of the field's own type
        var values = (T[]) Array.newInstance(field.getType(), rows.size());
        for (int i = 0; i < values.length; i++) values[i] = rows.get(i).get(field);
        return DSL.val(values, field.getDataType().getArrayDataType());
    }

    private DivisionsRecord record(
            String code,
            String name,
            Level level,
            @Nullable String parent,
            String fullName,
            @Nullable LocalDate validTo) {
        var row = sql.newRecord(DIVISIONS);
        row.setCode(code);
        row.setName(name);
        row.setLevel(level.code());
        row.setParentCode(parent);
        row.setFullName(fullName);
        row.setValidFrom(SINCE);
        row.setValidTo(validTo);
        return row;
    }

    private static @Nullable String parent(String code) {
        return new RegionCode(code).parent().map(RegionCode::value).orElse(null);
    }

    private static String fullName(Map<String, DivisionsRecord> rows, String code, String name) {
        var full = new StringBuilder();
        for (var above : new RegionCode(code).path()) {
            if (above.value().equals(code)) continue;
            var row = rows.get(above.value());
            if (row != null) full.append(row.getName());
        }
        return full.append(name).toString();
    }

    /// One printed name holds a look-alike character (祁丰蔵族乡).
    private static String corrected(String name) {
        return name.replace('蔵', '藏');
    }

    private static List<String[]> csv(String file) {
        var path = "/divisions/" + file + ".gz";
        try (var stream = DivisionLoader.class.getResourceAsStream(path)) {
            if (stream == null) throw new IllegalStateException(path + " is missing");
            var reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.UTF_8));
            // No field of these files holds a comma or a quote.
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
