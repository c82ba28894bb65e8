package org.nongyou.identity;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import org.nongyou.Command;
import org.nongyou.kernel.Decision;
import org.nongyou.region.DivisionLoader;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Component;

/// `./run admin 140000 sx-admin 张三`: the first administrator of an installation, or a new way in when every
/// administrator has lost his password. Whoever can start the server may do so; the one-time password is printed once.
@Component
class AdministratorCommand implements Command {

    private final DivisionLoader loader;
    private final Divisions divisions;
    private final Offices offices;
    private final Administration administration;

    AdministratorCommand(DivisionLoader loader, Divisions divisions, Offices offices, Administration administration) {
        this.loader = loader;
        this.divisions = divisions;
        this.offices = offices;
        this.administration = administration;
    }

    @Override
    public String name() {
        return "admin";
    }

    @Override
    public int run(List<String> arguments, PrintStream out) {
        if (arguments.size() != 3) {
            out.println("用法：./run admin 区划代码 用户名 姓名    例如 ./run admin 140000 sx-admin 张三");
            return 2;
        }
        loader.loadOnce();
        var region = RegionCode.parse(arguments.getFirst())
                .filter(code -> divisions.find(code).isPresent())
                .orElse(null);
        if (region == null) {
            out.println("没有这个区划代码：" + arguments.getFirst());
            return 1;
        }
        var name = region.equals(RegionCode.COUNTRY) ? "农业农村部" : divisions.name(region) + "农业农村部门";
        var office = offices.establish(region, "agriculture", name, null, false);
        // The installation itself gives the account: it stands for an administrator of the whole country.
        var installation =
                new Actor(0, "installation", "系统", null, RegionCode.COUNTRY, null, Set.of(Role.ADMINISTRATOR), false);
        var given = administration.openAccount(
                installation, office, null, arguments.get(1), arguments.get(2), "", Set.of(Role.ADMINISTRATOR));
        return switch (given) {
            case Decision.Done<NewPassword>(var password) -> {
                out.println("用户名 " + password.account().username() + "，一次性密码 " + password.password() + "，第一次登录时改成自己的。");
                yield 0;
            }
            case Decision.Refused<NewPassword>(var refusal) -> {
                refusal.all().forEach(reason -> out.println(reason.message()));
                yield 1;
            }
        };
    }
}
