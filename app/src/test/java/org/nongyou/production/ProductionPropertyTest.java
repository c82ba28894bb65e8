package org.nongyou.production;

import static nongyoudb.production.Tables.MOVEMENTS;
import static nongyoudb.production.Tables.PURCHASES;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.kernel.Decision;

@DisplayName("随便怎么记：库存不为负，用掉的加剩下的等于买进的，开证不超过采收")
class ProductionPropertyTest extends ProductionScenario {

    @Test
    @DisplayName("二百五十步乱来，和一本手工账对照")
    void randomActs() {
        var random = new Random(20261122);
        var lots = List.of(bought("fertiliser", "有机肥", "100", "公斤"), bought("fertiliser", "复合肥", "5", "公斤"));
        var oracle = new HashMap<Long, BigDecimal>();
        for (var lot : lots) oracle.put(lot.id(), lot.quantity());
        var uses = new ArrayList<FarmAct>();
        var harvested = new HashMap<Long, BigDecimal>();
        var certified = new HashMap<Long, BigDecimal>();
        for (int step = 0; step < 250; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> use(random, lots, oracle, uses);
                case 2 -> undo(random, oracle, uses);
                case 3 -> {
                    var act =
                            recorded(grower, harvest("1号棚", day(6, 17), "豇豆", String.valueOf(1 + random.nextInt(50))));
                    var batch = batch(act);
                    harvested.put(batch.id(), batch.quantityKg());
                    certified.put(batch.id(), BigDecimal.ZERO);
                }
                default -> certify(random, harvested, certified);
            }
        }
        for (var lot : lots) {
            var kept =
                    sql.selectFrom(PURCHASES).where(PURCHASES.ID.eq(lot.id())).fetchSingle();
            assertThat(kept.getRemaining()).isEqualByComparingTo(oracle.getOrDefault(lot.id(), BigDecimal.ZERO));
            var moved = sql.selectFrom(MOVEMENTS).where(MOVEMENTS.PURCHASE_ID.eq(lot.id())).fetch().stream()
                    .map(row -> row.getKind().equals("used")
                            ? row.getAmount()
                            : row.getAmount().negate())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(kept.getQuantity().subtract(moved)).isEqualByComparingTo(kept.getRemaining());
        }
        certified.forEach((id, kg) -> assertThat(
                        batches.find(EVERYWHERE, id).orElseThrow().certifiedKg())
                .isEqualByComparingTo(kg));
    }

    private void use(Random random, List<Purchase> lots, Map<Long, BigDecimal> oracle, List<FarmAct> uses) {
        var lot = lots.get(random.nextInt(lots.size()));
        var kg = new BigDecimal(1 + random.nextInt(4000)).movePointLeft(3);
        var grams = random.nextBoolean();
        var used = grams ? of(lot, kg.movePointRight(3).toPlainString(), "克") : of(lot, kg.toPlainString(), "公斤");
        var left = oracle.getOrDefault(lot.id(), BigDecimal.ZERO);
        var decision = log.record(grower, entry(ActKind.FERTILISE, "1号棚", day(6, 1), "豇豆", used));
        if (kg.compareTo(left) > 0) assertThat(refused(decision).key()).isEqualTo("production.above-stock");
        else {
            uses.add(decision.orElseThrow());
            oracle.put(lot.id(), left.subtract(kg));
        }
    }

    private void undo(Random random, Map<Long, BigDecimal> oracle, List<FarmAct> uses) {
        if (uses.isEmpty()) return;
        var act = uses.remove(random.nextInt(uses.size()));
        var used = act.inputs().getFirst();
        var kg = used.unit().equals("克") ? used.amount().movePointLeft(3) : used.amount();
        var lot = used.purchaseId();
        if (lot == null) throw new IllegalStateException("comes from the ledger");
        log.withdraw(grower, act.id(), "没有施").orElseThrow();
        oracle.merge(lot, kg, BigDecimal::add);
    }

    private void certify(Random random, Map<Long, BigDecimal> harvested, Map<Long, BigDecimal> certified) {
        if (harvested.isEmpty()) return;
        var ids = new ArrayList<>(harvested.keySet());
        var id = ids.get(random.nextInt(ids.size()));
        var taken = certified.getOrDefault(id, BigDecimal.ZERO);
        var kg = BigDecimal.valueOf(1 + random.nextInt(30));
        if (random.nextInt(4) == 0 && taken.signum() > 0) {
            batches.giveBack(grower, id, taken);
            certified.put(id, BigDecimal.ZERO);
            return;
        }
        boolean fits = taken.add(kg).compareTo(harvested.getOrDefault(id, BigDecimal.ZERO)) <= 0;
        assertThat(batches.take(grower, id, kg) instanceof Decision.Done).isEqualTo(fits);
        if (fits) certified.put(id, taken.add(kg));
    }
}
