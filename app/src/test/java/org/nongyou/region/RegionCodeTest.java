package org.nongyou.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.kernel.Level;

@DisplayName("区划代码就是路径")
class RegionCodeTest {

    @Test
    @DisplayName("代码的位数和末尾的零说明级别")
    void levelFollowsFromTheDigits() {
        assertThat(RegionCode.of("000000").level()).isEqualTo(Level.NATIONAL);
        assertThat(RegionCode.of("140000").level()).isEqualTo(Level.PROVINCE);
        assertThat(RegionCode.of("140400").level()).isEqualTo(Level.CITY);
        assertThat(RegionCode.of("140423").level()).isEqualTo(Level.COUNTY);
        assertThat(RegionCode.of("140423105").level()).isEqualTo(Level.TOWNSHIP);
        assertThat(RegionCode.of("140423105201").level()).isEqualTo(Level.VILLAGE);
    }

    @Test
    @DisplayName("上级由代码得出，下级不能由代码得出")
    void ancestors() {
        var village = RegionCode.of("140423105201");
        assertThat(village.path())
                .extracting(RegionCode::value)
                .containsExactly("140000", "140400", "140423", "140423105", "140423105201");
        assertThat(RegionCode.of("140400").at(Level.COUNTY)).isEmpty();
        assertThat(RegionCode.of("140400").parent()).contains(RegionCode.of("140000"));
    }

    @Test
    @DisplayName("不是代码的文字不接受")
    void refusesWhatIsNoCode() {
        assertThatThrownBy(() -> RegionCode.of("1404")).isInstanceOf(IllegalArgumentException.class);
        assertThat(RegionCode.parse("1' or '1'='1")).isEmpty();
    }

    @Property
    void aDivisionContainsAnotherExactlyWhenItIsOnItsPath(
            @ForAll("codes") RegionCode a, @ForAll("codes") RegionCode b) {
        var onPath = a.equals(RegionCode.COUNTRY) || b.path().contains(a);
        assertThat(a.contains(b)).isEqualTo(onPath);
    }

    @Provide
    Arbitrary<RegionCode> codes() {
        // Few digits, so that containment happens often. A city inside ends in 00 only when it is a city.
        var two = Arbitraries.of("01", "02");
        return Combinators.combine(
                        Arbitraries.of("14", "43"),
                        two,
                        two,
                        Arbitraries.integers().between(0, 5))
                .as((province, city, county, depth) -> switch (depth) {
                    case 0 -> RegionCode.COUNTRY;
                    case 1 -> RegionCode.of(province + "0000");
                    case 2 -> RegionCode.of(province + city + "00");
                    case 3 -> RegionCode.of(province + city + county);
                    case 4 -> RegionCode.of(province + city + county + "101");
                    default -> RegionCode.of(province + city + county + "101202");
                });
    }
}
