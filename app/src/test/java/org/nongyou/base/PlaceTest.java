package org.nongyou.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nongyou.kernel.Decision;

@DisplayName("位置：读、查、量")
class PlaceTest {

    private static final double EQUATOR = 6_378_137;
    private static final double FLATTENING = 1 / 298.257223563;

    /// The closed formula for the area between two parallels and two meridians of the ellipsoid, in mu: independent
    /// of geodesics and of any library.
    private static double mu(double west, double south, double east, double north) {
        double e2 = FLATTENING * (2 - FLATTENING);
        double e = Math.sqrt(e2);
        double squareMetres = EQUATOR
                * EQUATOR
                * (1 - e2)
                * Math.toRadians(east - west)
                / 2
                * (q(Math.toRadians(north), e) - q(Math.toRadians(south), e));
        return squareMetres * 15 / 10_000;
    }

    private static double q(double latitude, double e) {
        double s = Math.sin(latitude);
        return s / (1 - e * e * s * s) + Math.log((1 + e * s) / (1 - e * s)) / (2 * e);
    }

    private static String square(double west, double south, double size) {
        return "%1$.7f,%2$.7f\n%3$.7f,%2$.7f\n%3$.7f,%4$.7f\n%1$.7f,%4$.7f"
                .formatted(west, south, west + size, south + size);
    }

    private static Place place(String typed) {
        return Place.parse(typed).orElseThrow();
    }

    @Property(tries = 300)
    @Label("面积和球面积分公式一致")
    void areaAgreesWithAnIndependentFormula(
            @ForAll @DoubleRange(min = 74, max = 134) double west,
            @ForAll @DoubleRange(min = 4, max = 52) double south,
            @ForAll @Scale(6) @DoubleRange(min = 0.002, max = 0.02) double size) {
        var w = Math.round(west * 1e6) / 1e6;
        var s = Math.round(south * 1e6) / 1e6;
        var d = Math.round(size * 1e6) / 1e6;
        var measured = place(square(w, s, d)).area().mu().doubleValue();
        // Parallels and geodesics part by less than a millionth over two kilometres.
        assertThat(measured).isCloseTo(mu(w, s, w + d, s + d), within(0.01 + measured * 2e-6));
    }

    @Property(tries = 200)
    @Label("从哪个角圈起、往哪边圈，面积都一样")
    void areaDoesNotDependOnTheOrder(
            @ForAll @DoubleRange(min = 110, max = 114) double west,
            @ForAll @DoubleRange(min = 35, max = 40) double south) {
        var corners =
                new java.util.ArrayList<>(List.of(square(west, south, 0.01).split("\n")));
        var area = place(String.join("\n", corners)).area();
        java.util.Collections.rotate(corners, 2);
        assertThat(place(String.join("\n", corners)).area()).isEqualTo(area);
        java.util.Collections.reverse(corners);
        assertThat(place(String.join("\n", corners)).area()).isEqualTo(area);
    }

    @Property(tries = 200)
    @Label("两块正方形的重叠和算出来的一样，谁跟谁比都一样")
    void overlapIsExactAndSymmetric(
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 0.012) double east,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 0.012) double north) {
        double x = Math.round(east * 1e6) / 1e6;
        double y = Math.round(north * 1e6) / 1e6;
        var one = place(square(112, 36, 0.01));
        var other = place(square(112 + x, 36 + y, 0.01));
        double expected = x >= 0.01 || y >= 0.01 ? 0 : mu(112 + x, 36 + y, 112.01, 36.01);
        assertThat(one.overlap(other).mu().doubleValue()).isCloseTo(expected, within(0.02 + expected * 2e-6));
        assertThat(one.overlap(other).mu().doubleValue())
                .isCloseTo(other.overlap(one).mu().doubleValue(), within(0.011));
    }

    @Property(tries = 200)
    @Label("四个角顺序写乱就交叉，一定查得出，并说得出在哪里")
    void crossingIsFound(
            @ForAll @DoubleRange(min = 75, max = 130) double west,
            @ForAll @DoubleRange(min = 5, max = 50) double south) {
        var c = square(west, south, 0.01).split("\n");
        var bowTie = String.join("\n", c[0], c[2], c[1], c[3]);
        assertThat(Place.parse(bowTie)).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            assertThat(refused.refusal().key()).isEqualTo("base.place.crossing");
            var x = Double.parseDouble(refused.refusal().details().get(0).toString());
            var y = Double.parseDouble(refused.refusal().details().get(1).toString());
            assertThat(x).isCloseTo(west + 0.005, within(1e-5));
            assertThat(y).isCloseTo(south + 0.005, within(1e-4));
        });
    }

    @Property(tries = 100)
    @Label("写出去再读回来，一样大，中心点在里面")
    void survivesWriting(@ForAll @DoubleRange(min = 111, max = 113) double west) {
        var place = place(square(west, 37, 0.005));
        assertThat(Place.stored(place.toGeoJson()).area()).isEqualTo(place.area());
        assertThat(place(place.toText()).area()).isEqualTo(place.area());
        var centre = place.centre();
        assertThat(place.kilometresTo(centre[0], centre[1])).isZero();
    }

    @Test
    @DisplayName("中间挖空的不算面积")
    void holesDoNotCount() {
        var whole = place(square(112, 36, 0.01)).area().mu();
        var hole = place(square(112.004, 36.004, 0.002)).area().mu();
        var ring = place("""
                {"type":"Polygon","coordinates":[[[112,36],[112.01,36],[112.01,36.01],[112,36.01],[112,36]],
                 [[112.004,36.004],[112.004,36.006],[112.006,36.006],[112.006,36.004],[112.004,36.004]]]}""");
        assertThat(ring.area().mu()).isCloseTo(whole.subtract(hole), within(new java.math.BigDecimal("0.02")));
    }

    @Test
    @DisplayName("共一条边的两块地不算重叠")
    void neighboursMayTouch() {
        var one = place(square(112, 36, 0.01));
        var next = place(square(112.01, 36, 0.01));
        assertThat(Place.joined(List.of(one, next))).isInstanceOf(Decision.Done.class);
        assertThat(one.overlap(next).mu()).isZero();
    }

    @Test
    @DisplayName("FeatureCollection 里每块地带着自己的名称")
    void featuresKeepTheirNames() {
        var file = """
                {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":[
                 {"type":"Feature","properties":{"name":"东地"},"geometry":{"type":"Polygon","coordinates":[[[112,36],[112.01,36],[112.01,36.01],[112,36]]]}},
                 {"type":"Feature","properties":{"名称":"西地"},"geometry":{"type":"MultiPolygon","coordinates":[[[[111,36],[111.01,36],[111.01,36.01],[111,36]]]]}},
                 {"type":"Feature","properties":{},"geometry":null}]}""";
        assertThat(Place.parseFile(file).orElseThrow().stream().map(Place.Found::name))
                .containsExactly("东地", "西地");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            112,36                                       | 只有 1 个不同的角，至少要 3 个
            112,36;112,36;112.01,36;112.01,36            | 只有 2 个不同的角，至少要 3 个
            112,36;112.01,36.01;112.02,36.02             | 圈出来的面积是 0，几个角在一条线上
            36,112;36,112.01;36.01,112                   | 坐标 36, 112 的经度和纬度写反了，经度（一百多的数）在前
            2,48;2.1,48;2,48.1                           | 坐标 2, 48 不在中国，看看经纬度有没有写错
            500123,4012345;500223,4012345;500123,4012445 | 坐标 500123, 4012345 像是以米为单位的，要 WGS84 经纬度，如 112.8402,36.6702
            112,36;东头,36;112.01,36.01                  | 第 2 行“东头,36”看不懂，每行写一个角：经度,纬度，如 112.8402,36.6702
            112,36,900;112.01,36,900;112,36.01,900       | 第 1 行“112,36,900”看不懂，每行写一个角：经度,纬度，如 112.8402,36.6702
            """)
    @DisplayName("写的坐标错在哪里，说得出")
    void brokenCorners(String typed, String sentence) {
        assertThat(sentence(Place.parse(typed.replace(';', '\n')))).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                                     | 文件第 1 行第
            []                                                                    | 不是 GeoJSON 的地块
            {"type":"FeatureCollection"}                                          | 不是 GeoJSON 的地块
            {"type":"FeatureCollection","features":[]}                            | 里面一个地块也没有
            {"type":"Feature","properties":{},"geometry":null}                    | 里面一个地块也没有
            {"type":"Point","coordinates":[112,36]}                               | 里面是点或线
            {"type":"LineString","coordinates":[[112,36],[113,36]]}               | 里面是点或线
            {"type":"Circle"}                                                     | 不是 GeoJSON 的地块
            {"type":"Polygon","coordinates":[]}                                   | 不是 GeoJSON 的地块
            {"type":"Polygon","coordinates":"x"}                                  | 不是 GeoJSON 的地块
            {"type":"Polygon","coordinates":[[["112","36"],[112.1,36],[112,36.1],["112","36"]]]} | 不是 GeoJSON 的地块
            {"type":"Polygon","coordinates":[[[112],[112.1],[112.2],[112]]]}      | 不是 GeoJSON 的地块
            {"type":"Polygon","coordinates":[[[112,36],[112.1,36],[112,36.1]]]}   | 边线没有围拢
            {"type":"Polygon","coordinates":[[[112,36],[112.1,36],[112,36]]]}     | 只有 2 个不同的角
            {"type":"Polygon","coordinates":[[[112,36],[112.1,36.1],[112.1,36],[112,36.1],[112,36]]]} | 自己交叉了
            {"type":"Polygon","coordinates":[[[112,36],[112.1,36],[112.1,36.1],[112,36]],[[113,37],[113.1,37],[113,37.1],[113,37]]]} | 跑到外面去了
            {"type":"Polygon","crs":{"type":"name","properties":{"name":"EPSG:4490"}},"coordinates":[[[112,36],[112.1,36],[112,36.1],[112,36]]]} | 坐标系是“EPSG:4490”
            {"type":"Polygon","crs":{},"coordinates":[[[112,36],[112.1,36],[112,36.1],[112,36]]]} | 坐标系是“没有写名称”
            {"type":"Polygon","coordinates":[[[1e999,36],[112.1,36],[112,36.1],[1e999,36]]]} | GeoJSON
            {"type":"MultiPolygon","coordinates":[[[[112,36],[112.1,36],[112.1,36.1],[112,36.1],[112,36]]],[[[112,36],[112.1,36],[112.1,36.1],[112,36.1],[112,36]]]]} | 重叠
            """)
    @DisplayName("GeoJSON 错在哪里，说得出")
    void brokenFiles(String file, String part) {
        assertThat(sentence(Place.parse(file).then(Decision::done))).contains(part.strip());
    }

    @Test
    @DisplayName("深得没有底的文件不会把系统撑坏")
    void depthIsLimited() {
        var deep = "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(200) + "]}".repeat(200);
        assertThat(Place.parse(deep)).isInstanceOf(Decision.Refused.class);
        assertThat(sentence(Place.parse("{" + " ".repeat(1_000_001) + "}"))).isEqualTo("文件超过 1 MB，先在制图软件里简化");
    }

    private static String sentence(Decision<?> decision) {
        return decision instanceof Decision.Refused<?>(var refusal) ? refusal.message() : "done";
    }
}
