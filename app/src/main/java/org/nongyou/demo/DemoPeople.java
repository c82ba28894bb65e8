package org.nongyou.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.nongyou.DemoAccounts.Account;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Passwords;
import org.nongyou.identity.Role;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Component;

/// The offices of Shanxi's departments of agriculture and the people in them: those a newcomer signs in as, and one
/// reviewer for each city and one clerk for each county, who did the work that the demo data tells of.
@Component
class DemoPeople {

    static final String PASSWORD = "nongyou2026demo";
    static final RegionCode PROVINCE = RegionCode.of("140000");
    static final RegionCode CITY = RegionCode.of("140400");
    static final RegionCode COUNTY = RegionCode.of("140423");
    private static final String AGRICULTURE = "agriculture";

    private final Offices offices;
    private final Accounts accounts;
    private final Divisions divisions;
    private final Passwords passwords;

    DemoPeople(Offices offices, Accounts accounts, Divisions divisions, Passwords passwords) {
        this.offices = offices;
        this.accounts = accounts;
        this.divisions = divisions;
        this.passwords = passwords;
    }

    /// Those who act in the demo data.
    record Staff(Actor province, Map<String, Actor> cities, Map<String, Actor> counties, List<Actor> experts) {

        Actor city(RegionCode place) {
            return Objects.requireNonNull(
                    cities.get(place.at(Level.CITY).orElseThrow().value()));
        }

        Actor county(RegionCode place) {
            return Objects.requireNonNull(
                    counties.get(place.at(Level.COUNTY).orElseThrow().value()));
        }
    }

    /// Those a newcomer signs in as, in the order of a case's way.
    static List<Account> shown() {
        return List.of(
                account("nongmin", "秦志强·襄垣县禾丰高粱种植专业合作社", "填申报、看进度"),
                account("xian", "王丽·襄垣县农业农村局 经办", "录基地、申报、初审、上报"),
                account("shi", "张建国·长治市农业农村局 审核", "验收基地"),
                account("sheng", "陈立·山西省农业农村厅 审核", "复核、公示、目录管理、明确存疑"),
                account("lingdao", "郭明亮·山西省农业农村厅 领导", "看驾驶舱，点开每个数字"),
                account("zhuanjia", "高文斌·省级专家组 专家", "给材料打分"),
                account("xiangzhen", "李永军·虒亭镇 监管员", "看本镇的基地"),
                account("cun", "刘春梅·虒亭镇 村级协管员", "看本村的基地"),
                account("shenji", "韩立新·山西省农业农村厅 审计", "查操作日志"),
                account("admin", "赵敏·山西省农业农村厅 管理员", "管机构和账号"),
                account("ganzhou", "马会兰·张掖市甘州区农业农村局 经办", "申请补助、看拨付清单"),
                account("zhangye", "田玉明·张掖市农业农村局 审核", "核查补助、公示、试算"),
                account("caizheng", "宋建平·张掖市甘州区财政局 审核", "拨付补助"));
    }

    private static Account account(String username, String person, String does) {
        return new Account(username, PASSWORD, person, does);
    }

    Staff establish() {
        var hash = passwords.hash(PASSWORD);
        var random = new SplittableRandom(20_261_122);
        offices.establish(RegionCode.COUNTRY, "ministry", "农业农村部", null, false);
        var province = offices.establish(PROVINCE, AGRICULTURE, "山西省农业农村厅", DemoNames.phone(1), false);
        var expertGroup = offices.establish(PROVINCE, "experts", "省级专家咨询组", null, false);
        offices.establish(PROVINCE, "leading-group", "省“三品一标”四大行动领导小组", null, false);

        var sheng = person(province, PROVINCE, "sheng", "陈立", hash, Role.REVIEWER);
        person(province, PROVINCE, "lingdao", "郭明亮", hash, Role.LEADER);
        person(province, PROVINCE, "shenji", "韩立新", hash, Role.AUDITOR);
        person(province, PROVINCE, "admin", "赵敏", hash, Role.ADMINISTRATOR);
        var experts = new ArrayList<Actor>();
        experts.add(person(expertGroup, PROVINCE, "zhuanjia", "高文斌", hash, Role.EXPERT));
        for (int i = 2; i <= 5; i++) {
            experts.add(person(expertGroup, PROVINCE, "zhuanjia" + i, DemoNames.person(random), hash, Role.EXPERT));
        }

        var cities = new TreeMap<String, Actor>();
        var counties = new TreeMap<String, Actor>();
        int number = 10;
        for (var city : divisions.within(PROVINCE, Level.CITY)) {
            var office = bureau(city, number++);
            var name = DemoNames.person(random);
            cities.put(
                    city.code().value(),
                    city.code().equals(CITY)
                            ? person(office, CITY, "shi", "张建国", hash, Role.REVIEWER)
                            : person(office, city.code(), "shi-" + city.code(), name, hash, Role.REVIEWER));
        }
        for (var county : divisions.within(PROVINCE, Level.COUNTY)) {
            var office = bureau(county, number++);
            var name = DemoNames.person(random);
            counties.put(
                    county.code().value(),
                    county.code().equals(COUNTY)
                            ? person(office, COUNTY, "xian", "王丽", hash, Role.CLERK)
                            : person(office, county.code(), "xian-" + county.code(), name, hash, Role.CLERK));
        }
        var county = offices.of(COUNTY, AGRICULTURE).orElseThrow();
        var town = divisions.children(COUNTY).stream()
                .filter(division -> division.name().equals("虒亭镇"))
                .findFirst()
                .orElseThrow();
        var village = divisions.children(town.code()).getFirst();
        person(county, town.code(), "xiangzhen", "李永军", hash, Role.TOWNSHIP_SUPERVISOR);
        person(county, village.code(), "cun", "刘春梅", hash, Role.VILLAGE_ASSISTANT);
        return new Staff(sheng, cities, counties, experts);
    }

    /// Those of Zhangye, whose document pays subsidies.
    record Zhangye(Actor clerk, Actor reviewer, Actor finance, Actor city, Actor issuer) {}

    Zhangye establishZhangye() {
        var hash = passwords.hash(PASSWORD);
        var city = RegionCode.of("620700");
        var county = RegionCode.of("620702");
        var bureau = offices.establish(county, AGRICULTURE, "张掖市甘州区农业农村局", DemoNames.phone(801), false);
        var purse = offices.establish(county, "finance", "张掖市甘州区财政局", null, false);
        var above = offices.establish(city, AGRICULTURE, "张掖市农业农村局", DemoNames.phone(802), false);
        var issuer = offices.establish(city, "government", "张掖市人民政府办公室", null, false);
        return new Zhangye(
                person(bureau, county, "ganzhou", "马会兰", hash, Role.CLERK),
                person(bureau, county, "ganzhou-shen", "蔡文斌", hash, Role.REVIEWER),
                person(purse, county, "caizheng", "宋建平", hash, Role.REVIEWER),
                person(above, city, "zhangye", "田玉明", hash, Role.REVIEWER),
                person(issuer, city, "zhangye-fu", "余立新", hash, Role.REVIEWER));
    }

    /// The account of a producer's own person.
    Actor establishProducer(long producerId) {
        return accounts.establish(producerId, COUNTY, "nongmin", "秦志强", passwords.hash(PASSWORD), true);
    }

    private Office bureau(Division division, int number) {
        return offices.establish(
                division.code(), AGRICULTURE, division.name() + "农业农村局", DemoNames.phone(number), false);
    }

    private Actor person(Office office, RegionCode region, String username, String name, String hash, Role role) {
        return accounts.establish(office, region, username, name, Set.of(role), hash, true);
    }
}
