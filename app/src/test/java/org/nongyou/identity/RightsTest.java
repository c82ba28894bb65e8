package org.nongyou.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;

@Label("权限：谁能给谁什么，和一个笨办法对照")
class RightsTest {

    private static final List<String> PLACES = List.of(
            "000000",
            "140000",
            "140400",
            "140423",
            "140423100",
            "140423100201",
            "140425",
            "140500",
            "430000",
            "430100",
            "430121");

    @Property(tries = 5000)
    @Label("能给的，和逐条照着写的规定一样")
    void agreesWithTheOracle(
            @ForAll("people") Actor giver,
            @ForAll("places") RegionCode officePlace,
            @ForAll("places") RegionCode area,
            @ForAll("roles") Set<Role> roles,
            @ForAll boolean self) {
        Long receiver = self ? Long.valueOf(giver.accountId()) : null;
        var refusal = Administration.cannotGive(giver, office(officePlace), area, roles, receiver);
        assertThat(refusal.isEmpty()).isEqualTo(oracle(giver, officePlace, area, roles, receiver));
        refusal.map(Refusal::message).ifPresent(sentence -> assertThat(sentence).isNotBlank());
    }

    @Property(tries = 5000)
    @Label("谁也给不出超过自己辖区的东西；给了的人，看到的都是给的人看得到的")
    void nothingReachesFurtherThanTheGiver(
            @ForAll("people") Actor giver,
            @ForAll("places") RegionCode officePlace,
            @ForAll("places") RegionCode area,
            @ForAll("roles") Set<Role> roles,
            @ForAll("places") RegionCode somewhere) {
        if (Administration.cannotGive(giver, office(officePlace), area, roles, null)
                .isPresent()) return;
        if (Scope.within(area).covers(somewhere))
            assertThat(giver.scope().covers(somewhere)).isTrue();
        assertThat(area.level().isAbove(giver.region().level())).isFalse();
    }

    @Property
    @Label("能做什么，只看角色表；没有角色什么也不能")
    void verbsComeFromTheTable(@ForAll("people") Actor actor, @ForAll Verb verb) {
        var expected = false;
        for (var role : actor.roles()) expected |= role.verbs().contains(verb);
        assertThat(actor.may(verb)).isEqualTo(expected);
    }

    @Property
    @Label("不能做的，一句读得通的话说清谁能做：每件事一句")
    void everyVerbHasASentence(@ForAll Verb verb) {
        var sentence = Actors.sentence(person(Role.EXPERT), verb);
        var who = Arrays.stream(Role.values())
                .filter(role -> role.verbs().contains(verb))
                .map(Role::title)
                .toList();
        assertThat(sentence)
                .contains(String.join("、", who))
                .matches(".*只(给|能由)\\S{2,}(看|办|办理|登记|管理|填报|认定|记录|开具)，你现在是专家。.*")
                .doesNotContain("或")
                .endsWith("。");
    }

    @Property
    @Label("不能做的那句话：看的、办的、主体自己的、没有角色的")
    void sentences() {
        assertThat(Actors.sentence(person(Role.EXPERT), Verb.READ))
                .isEqualTo("这一页只给领导、审核、经办、乡镇监管员、村级协管员、生产经营主体、审计、管理员看，你现在是专家。有需要，找本单位的管理员。");
        assertThat(Actors.sentence(person(Role.LEADER), Verb.DECIDE)).isEqualTo("这件事只能由审核、经办办理，你现在是领导。有需要，找本单位的管理员。");
        var home = new RegionCode("140423");
        var producer = new Actor(7, "someone", "某人", null, home, 9L, Set.of(Role.PRODUCER), false);
        assertThat(Actors.sentence(producer, Verb.AUDIT)).isEqualTo("操作日志只给审计、管理员看，你现在是生产经营主体。有需要，找县农业农村局。");
        assertThat(Actors.sentence(person(Role.CLERK), Verb.CERTIFY)).isEqualTo("合格证只能由生产经营主体开具，你现在是经办。由主体用自己的账号办。");
        assertThat(Actors.sentence(person(), Verb.READ)).contains("你现在没有角色");
    }

    private static Actor person(Role... roles) {
        var county = new RegionCode("140423");
        return new Actor(7, "someone", "某人", office(county), county, null, Set.of(roles), false);
    }

    @Property
    @Label("管理员不经手办理，审计不改任何东西，专家看不到别的")
    void dutiesAreSeparate() {
        assertThat(Role.ADMINISTRATOR.verbs()).containsExactlyInAnyOrder(Verb.READ, Verb.ADMINISTER, Verb.AUDIT);
        assertThat(Role.AUDITOR.verbs()).containsExactlyInAnyOrder(Verb.READ, Verb.AUDIT, Verb.EXCHANGE);
        assertThat(Role.EXPERT.verbs()).containsExactly(Verb.SCORE);
        assertThat(Role.LEADER.verbs()).containsExactlyInAnyOrder(Verb.READ, Verb.EXCHANGE);
    }

    /// Written from the decision, without the product's notion of a region.
    private static boolean oracle(
            Actor giver, RegionCode office, RegionCode area, Set<Role> roles, @Nullable Long receiver) {
        var administrator = giver.roles().contains(Role.ADMINISTRATOR);
        var himself = receiver != null && receiver == giver.accountId();
        return administrator
                && !himself
                && above(office.value()).contains(giver.region().value())
                && above(area.value()).contains(office.value())
                && !roles.isEmpty()
                && !roles.contains(Role.PRODUCER);
    }

    /// A place and all that it lies in, spelled out.
    private static List<String> above(String code) {
        var all = new ArrayList<String>();
        all.add("000000");
        if (!code.equals("000000")) all.add(code.substring(0, 2) + "0000");
        if (!code.substring(2, 4).equals("00")) all.add(code.substring(0, 4) + "00");
        if (!code.substring(4, 6).equals("00")) all.add(code.substring(0, 6));
        if (code.length() >= 9) all.add(code.substring(0, 9));
        if (code.length() == 12) all.add(code);
        return all;
    }

    @Provide
    Arbitrary<RegionCode> places() {
        return Arbitraries.of(PLACES).map(RegionCode::new);
    }

    @Provide
    Arbitrary<Set<Role>> roles() {
        return Arbitraries.of(Role.class).set().ofMaxSize(3);
    }

    @Provide
    Arbitrary<Actor> people() {
        var roles = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        3, Arbitraries.just(EnumSet.of(Role.ADMINISTRATOR)).map(Set::<Role>copyOf)),
                net.jqwik.api.Tuple.of(2, roles()));
        return Combinators.combine(places(), roles)
                .as((place, own) -> new Actor(7, "someone", "某人", office(place), place, null, own, false));
    }

    private static Office office(RegionCode region) {
        return new Office(1, region, region.level(), "agriculture", region + "农业农村局", null, true, false);
    }
}
