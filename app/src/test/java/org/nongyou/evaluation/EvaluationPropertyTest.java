package org.nongyou.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.nongyou.scheme.Score;
import org.nongyou.scheme.ScoreSheet;
import org.nongyou.scheme.Subject;

@Label("评分表的合计：在 0 和满分之间，和项目的先后没有关系")
class EvaluationPropertyTest {

    private static ScoreSheet sheet(List<ScoreSheet.Item> items) {
        var total = items.stream().map(ScoreSheet.Item::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new ScoreSheet(
                "scores.s",
                "s",
                "表",
                List.of("一"),
                Subject.REGION,
                total,
                2,
                null,
                true,
                List.of(new ScoreSheet.Section("s", "s", "全部", List.of(), total, items)));
    }

    @Property
    @Label("任何打分")
    void total(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        var random = new Random(seed);
        var items = new ArrayList<ScoreSheet.Item>();
        var answers = new TreeMap<String, BigDecimal>();
        for (int i = 0; i < size; i++) {
            var points = BigDecimal.valueOf(random.nextInt(1, 10_000), 2);
            boolean asked = random.nextBoolean();
            items.add(new ScoreSheet.Item(
                    "p" + i,
                    "i" + i,
                    "项" + i,
                    List.of(),
                    points,
                    asked ? new ScoreSheet.Rule.Asked() : new ScoreSheet.Rule.Judge()));
            if (random.nextInt(5) > 0)
                answers.put(
                        "i" + i,
                        asked
                                ? BigDecimal.valueOf(random.nextInt(2))
                                : BigDecimal.valueOf(
                                        random.nextLong(points.unscaledValue().longValueExact() + 1), 2));
        }
        var score = Score.of(sheet(items), Map.of(), answers);
        assertThat(score.points()).isBetween(BigDecimal.ZERO, sheet(items).total());
        Collections.shuffle(items, random);
        assertThat(Score.of(sheet(items), Map.of(), answers).points()).isEqualByComparingTo(score.points());
        assertThat(score.complete()).isEqualTo(answers.size() == size);
    }

    @Property
    @Label("几个人评的平均：在最低和最高之间，和谁先交没有关系；去掉两头也是")
    void mean(@ForAll long seed, @ForAll @IntRange(min = 1, max = 15) int scorers, @ForAll boolean drop) {
        var random = new Random(seed);
        var points = new ArrayList<BigDecimal>();
        for (int i = 0; i < scorers; i++) points.add(BigDecimal.valueOf(random.nextInt(10_001), 2));
        var mean = Score.mean(points, drop, 2);
        assertThat(mean).isBetween(Collections.min(points), Collections.max(points));
        Collections.shuffle(points, random);
        assertThat(Score.mean(points, drop, 2)).isEqualByComparingTo(mean);
    }

    @Property
    @Label("占比：正好五分之四是 80，差一个县就不到，显示出来也不到")
    void share(@ForAll @IntRange(min = 0, max = 200) int counties, @ForAll @IntRange(min = 0, max = 200) int named) {
        int fit = Math.min(named, counties);
        var share = SafetyCounties.share(fit, counties);
        if (counties == 0) {
            assertThat(share).isNull();
            return;
        }
        var known = Objects.requireNonNull(share);
        assertThat(known.compareTo(BigDecimal.valueOf(80)) >= 0).isEqualTo(5L * fit >= 4L * counties);
        assertThat(known.setScale(2, java.math.RoundingMode.DOWN).compareTo(BigDecimal.valueOf(80)) >= 0)
                .isEqualTo(5L * fit >= 4L * counties);
    }
}
