package org.nongyou.identity;

import static nongyoudb.region.Tables.DIVISIONS;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import org.jooq.DSLContext;
import org.nongyou.region.RegionCode;

/// People for tests: an office and an account with the password [#PASSWORD] in one call.
public final class TestPeople {

    public static final String PASSWORD = "zhe-shi-ceshi-88";
    /// Made once: hashing is slow on purpose.
    private static final String HASH = new Passwords().hash(PASSWORD);

    private TestPeople() {}

    /// An account of the agriculture office of a division; the office is made when it is not there yet.
    public static Actor of(
            DSLContext sql, Offices offices, Accounts accounts, String username, String region, Role... roles) {
        var code = new RegionCode(region);
        division(sql, code);
        offices.forget();
        var office = offices.establish(code, "agriculture", region + "农业农村局", "000-0000000", false);
        return accounts.establish(office, code, username, "测试" + username, EnumSet.copyOf(List.of(roles)), HASH, false);
    }

    /// The division and those above it, where they are not loaded.
    public static void division(DSLContext sql, RegionCode code) {
        for (var one : code.path()) {
            sql.insertInto(DIVISIONS)
                    .set(DIVISIONS.CODE, one.value())
                    .set(DIVISIONS.NAME, "区划" + one)
                    .set(DIVISIONS.LEVEL, one.level().code())
                    .set(
                            DIVISIONS.PARENT_CODE,
                            one.parent().map(RegionCode::value).orElse(null))
                    .set(DIVISIONS.VALID_FROM, LocalDate.of(1949, 10, 1))
                    .set(DIVISIONS.FULL_NAME, "区划" + one)
                    .onConflict(DIVISIONS.CODE)
                    .doNothing()
                    .execute();
        }
    }

    public static Actor producer(Accounts accounts, String username, long producerId, String region) {
        return accounts.establish(producerId, new RegionCode(region), username, "测试" + username, HASH, false);
    }
}
