package org.nongyou.load;

import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.nongyou.Command;
import org.nongyou.identity.Offices;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.Schemes;
import org.springframework.stereotype.Component;

/// `./run load`: the first loaded scheme that lists bases gets the bases, cases and journal rows that were ordered.
@Component
class BulkLoad implements Command {

    private static final int MISWRITTEN = 2;
    private static final int REFUSED = 1;

    private final DataSource database;
    private final Schemes schemes;
    private final Offices offices;
    private final Divisions divisions;
    private final Clock clock;

    BulkLoad(DataSource database, Schemes schemes, Offices offices, Divisions divisions, Clock clock) {
        this.database = database;
        this.schemes = schemes;
        this.offices = offices;
        this.divisions = divisions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "load";
    }

    @Override
    public int run(List<String> arguments, PrintStream out) {
        try {
            return load(LoadOrder.parse(arguments), out);
        } catch (LoadOrder.Miswritten e) {
            System.err.println(e.getMessage());
            return MISWRITTEN;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int load(LoadOrder order, PrintStream out) throws SQLException {
        var loaded = Volume.loaded(database);
        if (loaded > 0) {
            System.err.println("这里已经有压测数据（%,d 个基地），不再装；要重装，换一个数据目录（--data）".formatted(loaded));
            return REFUSED;
        }
        var scheme = schemes.list().stream()
                .map(version -> schemes.at(version.ref()))
                .flatMap(one -> SchemeTables.of(one).stream())
                .findFirst()
                .orElse(null);
        if (scheme == null) {
            System.err.println("没有装入把基地纳入目录的方案，生成不了压测数据");
            return REFUSED;
        }
        out.println("按《%s》生成：基地 %,d 个，申报件 %,d 件，操作日志 %,d 条"
                .formatted(scheme.scheme().title(), order.bases(), order.cases(), order.journal()));
        var begin = System.nanoTime();
        for (var office : scheme.desks()) establish(scheme.scheme(), office);
        var rows = new Volume(order, scheme, LocalDate.now(clock), out).write(database);
        out.println("完成：%,d 行，%.1f 秒".formatted(rows, (System.nanoTime() - begin) / 1e9));
        return 0;
    }

    /// Each area of the scheme gets the office, unless it is there.
    private void establish(Scheme scheme, SchemeOffice office) {
        var given = office.region();
        if (given != null) {
            establish(office, new RegionCode(given));
            return;
        }
        var level = SchemeTables.levelOf(office);
        var region = new RegionCode(scheme.region());
        if (level == Level.NATIONAL) {
            establish(office, RegionCode.COUNTRY);
        } else if (region.level() == level) {
            establish(office, region);
        } else {
            divisions.within(region, level).stream().map(Division::code).forEach(area -> establish(office, area));
        }
    }

    /// 县（市、区）农业农村局 in 襄垣县 is 襄垣县农业农村局.
    private void establish(SchemeOffice office, RegionCode area) {
        var bureau = office.title().replaceFirst("^(县（市、区）|[省市县])", "");
        var name = area.equals(RegionCode.COUNTRY) ? office.title() : divisions.name(area) + bureau;
        offices.establish(area, office.department(), name, null, true);
    }
}
