package org.nongyou.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;

/// Whatever is tried in whatever order, no cap is passed: what the rules let through never adds up to more than was
/// given, arrived, planned or promised.
class LedgerPropertyTest {

    private static final List<Level> THROUGH = List.of(Level.PROVINCE, Level.CITY, Level.COUNTY);
    private static final Map<String, String> PURPOSES = Map.of("a", "甲", "b", "乙");
    private static final LocalDate START = LocalDate.of(2021, 1, 1);

    private interface Try {
        Ledger on(Ledger ledger);
    }

    @Property(tries = 300)
    @Label("资金、预算行、合同的上限，随便什么次序都不破")
    void capsHoldInAnyOrder(@ForAll @LongRange(min = 1, max = 1_000) long funds, @ForAll long seed) {
        var random = new Random(seed);
        var tries = new ArrayList<Try>();
        for (int i = 0; i < 60; i++) {
            long id = i;
            var amount = new Money(1 + random.nextLong(400));
            var day = START.plusDays(random.nextInt(300));
            long line = random.nextInt(60);
            var purpose = random.nextBoolean() ? "a" : "b";
            Long contract = random.nextBoolean() ? (Long) (long) random.nextInt(60) : null;
            tries.add(
                    switch (random.nextInt(5)) {
                        case 0 -> ledger -> hand(ledger, random.nextBoolean() ? Level.CITY : Level.COUNTY, amount);
                        case 1 ->
                            ledger -> ledger.lines().containsKey(id)
                                            || !ledger.againstLine(null, amount).isEmpty()
                                    ? ledger
                                    : ledger.planned(
                                            new BudgetLine(id, "行" + id, purpose, amount, Money.ZERO, Money.ZERO));
                        case 2 ->
                            ledger -> ledger.againstContract(line, amount).isEmpty()
                                    ? ledger.contracted(new Ledger.Pact(id, "合" + id, line, day, amount, Money.ZERO))
                                    : ledger;
                        default ->
                            ledger -> {
                                var payment = new Ledger.Payment(line, purpose, contract, day, amount);
                                return ledger.against(payment, PURPOSES, "四").isEmpty() ? ledger.paid(payment) : ledger;
                            };
                    });
        }
        for (int order = 0; order < 3; order++) {
            Collections.shuffle(tries, random);
            var ledger = Ledger.empty(new Money(funds), "四", THROUGH);
            for (var one : tries) {
                ledger = one.on(ledger);
                holds(ledger);
            }
        }
    }

    private static Ledger hand(Ledger ledger, Level to, Money amount) {
        return ledger.againstTransfer(to, amount).isEmpty() ? ledger.handed(to, amount) : ledger;
    }

    private static void holds(Ledger ledger) {
        assertThat(ledger.at(Level.CITY)).isLessThanOrEqualTo(ledger.funds());
        assertThat(ledger.received()).isLessThanOrEqualTo(ledger.at(Level.CITY));
        assertThat(ledger.planned()).isLessThanOrEqualTo(ledger.funds());
        assertThat(ledger.spent()).isLessThanOrEqualTo(ledger.received());
        for (var line : ledger.lines().values()) {
            assertThat(line.spent()).isLessThanOrEqualTo(line.amount());
            assertThat(line.contracted()).isLessThanOrEqualTo(line.amount());
            // What is signed can always be paid.
            var owed = ledger.pacts().values().stream()
                    .filter(pact -> pact.line() == line.id())
                    .mapToLong(pact -> pact.amount().minus(pact.paid()).fen())
                    .sum();
            assertThat(owed).isLessThanOrEqualTo(line.left().fen());
        }
        for (var pact : ledger.pacts().values()) assertThat(pact.paid()).isLessThanOrEqualTo(pact.amount());
    }

    @Property(tries = 200)
    @Label("正好用完可以，多一分不行")
    void toTheFen(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long fen,
            @ForAll @IntRange(min = 1, max = 9) int parts) {
        var all = new Money(fen);
        var ledger = Ledger.empty(all, "四", THROUGH).handed(Level.CITY, all).handed(Level.COUNTY, all);
        assertThat(ledger.againstTransfer(Level.CITY, new Money(1))).hasSize(1);
        assertThat(ledger.againstTransferVoided(Level.CITY, new Money(1))).hasSize(1);
        ledger = ledger.planned(new BudgetLine(1, "一", "a", all, Money.ZERO, Money.ZERO));
        assertThat(ledger.againstLine(null, new Money(1))).hasSize(1);
        long left = fen;
        for (int i = parts; i > 0 && left > 0; i--) {
            var amount = new Money(i == 1 ? left : Math.max(1, left / i));
            var payment = new Ledger.Payment(1, "a", null, START, amount);
            assertThat(ledger.against(payment, PURPOSES, "四")).isEmpty();
            ledger = ledger.paid(payment);
            left -= amount.fen();
        }
        assertThat(ledger.spent()).isEqualTo(all);
        assertThat(ledger.against(new Ledger.Payment(1, "a", null, START, new Money(1)), PURPOSES, "四"))
                .extracting("key")
                .containsExactly("project.voucher-over-line", "project.voucher-over-received");
        assertThat(ledger.againstLine(ledger.lines().get(1L), new Money(fen - 1)))
                .extracting("key")
                .containsExactly("project.line-below-spent");
        assertThat(ledger.againstTransferVoided(Level.COUNTY, new Money(1))).hasSize(1);
    }

    @Property(tries = 100)
    @Label("执行率只有一分不差才是 100%")
    void executionRate(@ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long funds, @ForAll long seed) {
        long spent = Math.floorMod(seed, funds + 1);
        var sums = new Sums(new Money(funds), new Money(funds), Money.ZERO, Money.ZERO, new Money(spent), Money.ZERO);
        var rate = java.util.Objects.requireNonNull(sums.executed());
        assertThat(rate.compareTo(java.math.BigDecimal.valueOf(100)) == 0).isEqualTo(spent == funds);
        assertThat(rate).isBetween(java.math.BigDecimal.ZERO, java.math.BigDecimal.valueOf(100));
        assertThat(Sums.NONE.executed()).isNull();
    }
}
