package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMMITMENTS;
import static nongyoudb.compliance.Tables.ISSUED;
import static nongyoudb.compliance.Tables.LABEL_RANGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nongyou.production.Batch;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("开、批量开、启用、作废、换开怎么排都行：有效的合起来等于批次记的，从不超过采收的")
class IssuingOrdersTest extends IssuingScenario {

    private static final int ACTS = 60;

    @Autowired
    BulkIssuing bulk;

    @Autowired
    Labels labels;

    /// A seed that fails is told by the test's name.
    @ParameterizedTest(name = "种子 {0}")
    @ValueSource(longs = {1, 20_261_123})
    void neverMoreThanWasHarvested(long seed) {
        var random = new Random(seed);
        var order = labels.draw(
                grower,
                labels.order(grower, UUID.randomUUID().toString(), "120", "40x30")
                        .orElseThrow()
                        .id());
        long batch = harvest(day(6, 17), "黄瓜", "100");
        for (int i = 0; i < ACTS; i++) {
            var kg = Integer.toString(1 + random.nextInt(30));
            switch (random.nextInt(5)) {
                case 0 -> issuing.issue(grower, form(batch, kg, Basis.CONTROL));
                case 1 -> {
                    var count = Integer.toString(1 + random.nextInt(8));
                    bulk.start(
                            grower,
                            new BulkForm(
                                    UUID.randomUUID().toString(),
                                    List.of(new BulkForm.BulkLine(batch, count, kg)),
                                    List.of("control")));
                }
                case 2 -> {
                    long from = order.from() + random.nextInt(115);
                    bulk.activate(
                            grower,
                            UUID.randomUUID().toString(),
                            batch,
                            Long.toString(from),
                            Long.toString(from + random.nextInt(6)),
                            "2.5",
                            List.of("control"));
                }
                case 3 -> any(random, batch).ifPresent(code -> issuing.end(grower, code, "随便"));
                case 4 ->
                    any(random, batch)
                            .ifPresent(code -> issuing.replace(grower, code, form(batch, kg, Basis.CONTROL), "换一张"));
                default -> throw new IllegalStateException();
            }
            holds(batches.find(EVERYWHERE, batch).orElseThrow());
        }
        assertThat(sql.fetchCount(COMMITMENTS, COMMITMENTS.FORM.eq("label")))
                .as("labels are activated once")
                .isEqualTo(labels.tally(grower.scope(), LabelFilter.of(Map.of()))
                        .getOrDefault(LabelState.ACTIVE, 0L)
                        .intValue())
                .isPositive();
        assertThat(sql.select(sum(
                                LABEL_RANGES.LAST_NO.sub(LABEL_RANGES.FIRST_NO).plus(1)))
                        .from(LABEL_RANGES)
                        .fetchSingle()
                        .value1())
                .isEqualByComparingTo("120");
    }

    private Optional<CertificateCode> any(Random random, long batch) {
        var codes = sql.select(COMMITMENTS.CODE)
                .from(COMMITMENTS)
                .where(COMMITMENTS.BATCH_ID.eq(batch))
                .fetch(row -> new CertificateCode(row.value1()));
        return codes.isEmpty() ? Optional.empty() : Optional.of(codes.get(random.nextInt(codes.size())));
    }

    private void holds(Batch batch) {
        var standing = sql.select(count(), coalesce(sum(COMMITMENTS.QUANTITY_KG), BigDecimal.ZERO))
                .from(COMMITMENTS)
                .where(COMMITMENTS.BATCH_ID.eq(batch.id()))
                .and(COMMITMENTS.STATE.eq(Commitment.State.ISSUED.code()))
                .fetchSingle();
        assertThat(standing.value2()).isEqualByComparingTo(batch.certifiedKg()).isLessThanOrEqualTo(batch.quantityKg());
        var counted = sql.select(coalesce(sum(ISSUED.N), BigDecimal.ZERO), coalesce(sum(ISSUED.KG), BigDecimal.ZERO))
                .from(ISSUED)
                .fetchSingle();
        assertThat(counted.value1()).isEqualByComparingTo(BigDecimal.valueOf(standing.value1()));
        assertThat(counted.value2()).isEqualByComparingTo(standing.value2());
    }
}
