package org.nongyou.identity;

import static nongyoudb.identity.Tables.OFFICES;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nongyoudb.identity.tables.records.OfficesRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The register of offices (机构).
@Service
public class Offices {

    private final DSLContext sql;
    /// An office never changes its region and department, and is asked for at every step of every case.
    private final Map<String, Long> idByPlace = new ConcurrentHashMap<>();
    private final Map<Long, Office> byId = new ConcurrentHashMap<>();

    Offices(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<Office> find(long id) {
        var known = byId.get(id);
        if (known != null) return Optional.of(known);
        var found = Optional.ofNullable(
                sql.selectFrom(OFFICES).where(OFFICES.ID.eq(id)).fetchOne(Offices::office));
        found.ifPresent(office -> byId.put(id, office));
        return found;
    }

    /// The office of a department whose area is just this division.
    public Optional<Office> of(RegionCode region, String department) {
        var key = region.value() + ' ' + department;
        var id = idByPlace.get(key);
        if (id != null) return find(id);
        var found = Optional.ofNullable(sql.selectFrom(OFFICES)
                .where(OFFICES.REGION_CODE.eq(region.value()))
                .and(OFFICES.DEPARTMENT.eq(department))
                .fetchOne(Offices::office));
        found.ifPresent(office -> idByPlace.put(key, office.id()));
        return found;
    }

    /// The office of a department and level in whose area a place lies.
    public Optional<Office> over(RegionCode place, Level level, String department) {
        return place.at(level).flatMap(region -> of(region, department));
    }

    public List<Office> list(Scope scope, int offset, int limit) {
        return sql.selectFrom(OFFICES)
                .where(scope.on(OFFICES.REGION_CODE))
                .orderBy(OFFICES.REGION_CODE, OFFICES.ID)
                .offset(offset)
                .limit(limit)
                .fetch(Offices::office);
    }

    public int count(Scope scope) {
        return sql.fetchCount(OFFICES, scope.on(OFFICES.REGION_CODE));
    }

    /// The offices whose name has a part, for filters. At most 200.
    public List<Long> named(String part) {
        return sql.select(OFFICES.ID)
                .from(OFFICES)
                .where(OFFICES.NAME.containsIgnoreCase(part))
                .orderBy(OFFICES.REGION_CODE, OFFICES.ID)
                .limit(200)
                .fetch(OFFICES.ID);
    }

    /// Adds an office as a set-up step; returns the existing one where region and department are taken.
    public Office establish(RegionCode region, String department, String name, @Nullable String phone, boolean demo) {
        var existing = of(region, department);
        if (existing.isPresent()) return existing.get();
        return sql.insertInto(OFFICES)
                .set(OFFICES.REGION_CODE, region.value())
                .set(OFFICES.LEVEL, region.level().code())
                .set(OFFICES.DEPARTMENT, department)
                .set(OFFICES.NAME, name)
                .set(OFFICES.PHONE, phone)
                .set(OFFICES.DEMO, demo)
                .returning()
                .fetchSingle(Offices::office);
    }

    /// Called inside the transaction that changed an office. The old row may be read again until the commit, so it is
    /// forgotten before and after.
    void forgetAfterCommit(long id) {
        byId.remove(id);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                byId.remove(id);
            }
        });
    }

    /// Reads everything anew, after rows came by another way than this service.
    public void forget() {
        byId.clear();
        idByPlace.clear();
    }

    static Office office(OfficesRecord row) {
        return new Office(
                row.getId(),
                new RegionCode(row.getRegionCode()),
                Level.ofCode(row.getLevel()).orElseThrow(),
                row.getDepartment(),
                row.getName(),
                row.getPhone(),
                row.getActive(),
                row.getDemo());
    }
}
