package org.nongyou.scheme.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nongyou.scheme.loading.ExpressionsTest.value;

import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Expressions compute as BigDecimal does, for any numbers.
class ExpressionsPropertyTest {

    @Property
    void sumsAndProductsAgreeWithBigDecimal(
            @ForAll("decimals") BigDecimal a, @ForAll("decimals") BigDecimal b, @ForAll long n) {
        var facts = Map.<String, Object>of("base.area_mu", a, "base.count", n);
        var literal = b.signum() < 0 ? "(-" + written(b.negate()) + ")" : written(b);
        var whole = BigDecimal.valueOf(n);
        assertThat((BigDecimal) value("base.area_mu * " + literal, facts)).isEqualByComparingTo(a.multiply(b));
        assertThat((BigDecimal) value("base.area_mu + " + literal, facts)).isEqualByComparingTo(a.add(b));
        assertThat((BigDecimal) value("base.count - base.area_mu", facts)).isEqualByComparingTo(whole.subtract(a));
        assertThat(value("base.area_mu < " + literal, facts)).isEqualTo(a.compareTo(b) < 0);
        assertThat(value("base.area_mu == " + literal, facts)).isEqualTo(a.compareTo(b) == 0);
        assertThat(value("base.count >= base.area_mu", facts)).isEqualTo(whole.compareTo(a) >= 0);
    }

    /// With a point, so that CEL reads it as a number that is not whole.
    private static String written(BigDecimal number) {
        var plain = number.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-99999999999999999999"), new BigDecimal("99999999999999999999"))
                .ofScale(8);
    }
}
