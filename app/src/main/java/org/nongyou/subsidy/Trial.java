package org.nongyou.subsidy;

import static nongyoudb.subsidy.Tables.CLAIMS;
import static nongyoudb.subsidy.Tables.LINES;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
import org.nongyou.scheme.SubsidyClaim;
import org.nongyou.scheme.SubsidyFigures;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The dry run (试算): what the claims of a year would cost under another version of a document, or with other figures,
/// before it takes force. The claims are judged one after the other, as they were handed in, by the facts they were
/// judged by then; nothing is written.
@Service
public class Trial {

    /// More claims than this are not run through while somebody waits.
    public static final int MOST = 20_000;

    private final DSLContext sql;
    private final Schemes schemes;
    private final ClaimStore store;
    private final Assessments assessments;

    Trial(DSLContext sql, Schemes schemes, ClaimStore store, Assessments assessments) {
        this.sql = sql;
        this.schemes = schemes;
        this.store = store;
        this.assessments = assessments;
    }

    /// @param now     as the document stands by which they were judged
    /// @param then    as it would be
    /// @param rules   by rule
    /// @param changed claims whose amount would be another, the greatest difference first
    /// @param fewer   claims that would be refused altogether
    public record Outcome(
            Scheme scheme,
            int year,
            int run,
            Shares now,
            Shares then,
            List<RuleCost> rules,
            List<Difference> changed,
            int changedInAll,
            int fewer) {}

    public record RuleCost(String title, Money now, Money then) {}

    public record Difference(long claim, String number, String producer, Money now, Money then, List<String> reasons) {}

    private static final int SHOWN = 50;

    private record Past(
            String rule,
            String item,
            @Nullable String same,
            LocalDate date,
            Money amount,
            String region,
            long producer) {}

    /// @param version the version to try
    /// @param figures other figures, by rule and key of [SubsidyFigures]
    @Transactional(readOnly = true)
    public Decision<Outcome> run(
            Actor actor, SchemeRef version, int year, Map<String, Map<String, BigDecimal>> figures) {
        var scheme = schemes.find(version).orElse(null);
        if (scheme == null) return Decision.refused("scheme.not-found");
        var faults = new ArrayList<Refusal>();
        var rules = new ArrayList<Subsidy>();
        for (var rule : scheme.subsidies()) {
            var wanted = figures.getOrDefault(rule.id(), Map.of());
            senseless(rule, wanted, faults);
            try {
                rules.add(SubsidyFigures.with(rule, wanted));
            } catch (ArithmeticException e) {
                faults.add(Refusal.of("subsidy.trial-fen", rule.title()));
            }
        }
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var tried = scheme.withSubsidies(rules);
        var rows = claimed(actor.scope(), scheme.id(), year);
        if (rows.size() > MOST) return Decision.refused("subsidy.trial-many", MOST);
        return Decision.done(run(tried, year, rows));
    }

    /// What no document would say: more than the whole, or a cap at nothing.
    private static void senseless(Subsidy rule, Map<String, BigDecimal> figures, List<Refusal> faults) {
        for (var figure : SubsidyFigures.of(rule)) {
            var value = figures.get(figure.key());
            if (value == null) continue;
            var at = rule.id() + "/" + figure.key();
            if (figure.unit().equals("%") && value.compareTo(BigDecimal.valueOf(100)) > 0)
                faults.add(Refusal.of("subsidy.trial-percent", rule.title(), figure.title(), Digits.grouped(value))
                        .citing(String.join("、", rule.clauses()))
                        .at(at));
            if (figure.key().startsWith("cap.") && value.signum() <= 0)
                faults.add(Refusal.of("subsidy.trial-cap", rule.title(), figure.title())
                        .citing(String.join("、", rule.clauses()))
                        .at(at));
        }
    }

    private List<Claim> claimed(Scope scope, String scheme, int year) {
        return sql.selectFrom(CLAIMS)
                .where(scope.on(CLAIMS.REGION_CODE, CLAIMS.PRODUCER_ID))
                .and(CLAIMS.SCHEME_ID.eq(scheme))
                .and(CLAIMS.CLAIM_YEAR.eq(year))
                .and(CLAIMS.STATE.in(ClaimState.OPEN.code(), ClaimState.PAYABLE.code(), ClaimState.PAID.code()))
                .orderBy(CLAIMS.SUBMITTED_AT, CLAIMS.ID)
                .limit(MOST + 1)
                .fetch(ClaimStore::claim);
    }

    private Outcome run(Scheme tried, int year, List<Claim> rows) {
        var past = before(tried.id(), year, rows);
        var byProducer = new HashMap<Long, List<Past>>();
        var byItem = new HashMap<String, List<Past>>();
        var byCounty = new HashMap<Spot, Long>();
        past.forEach(one -> remember(one, byProducer, byItem, byCounty));
        var caps = tried.sharedCaps().stream().anyMatch(cap -> cap.per() == Subsidy.CapPer.REGION)
                || tried.subsidies().stream()
                        .flatMap(rule -> rule.caps().stream())
                        .anyMatch(cap -> cap.per() == Subsidy.CapPer.REGION);
        var now = Shares.NONE;
        var then = Shares.NONE;
        var nowByRule = new LinkedHashMap<String, Money>();
        var thenByRule = new LinkedHashMap<String, Money>();
        for (var rule : tried.subsidies()) {
            nowByRule.put(rule.id(), Money.ZERO);
            thenByRule.put(rule.id(), Money.ZERO);
        }
        var differences = new ArrayList<Difference>();
        int fewer = 0;
        var lines = store.lines(rows.stream().map(Claim::id).toList());
        for (var claim : rows) {
            var own = lines.getOrDefault(claim.id(), List.of()).stream()
                    .filter(line -> tried.subsidy(line.rule()).isPresent())
                    .toList();
            var earlier = new LinkedHashSet<Past>(byProducer.getOrDefault(claim.producerId(), List.of()));
            for (var line : own)
                if (!line.item().isEmpty())
                    earlier.addAll(byItem.getOrDefault(line.rule() + " " + line.item(), List.of()));
            var entitlement =
                    assessments.judgeAs(claim, tried, own, earlier(claim, earlier, caps ? byCounty : Map.of()));
            for (var line : lines.getOrDefault(claim.id(), List.of()))
                if (line.judged() != null)
                    nowByRule.merge(line.rule(), line.judged().granted(), Money::plus);
            for (var line : entitlement.granted()) {
                thenByRule.merge(line.rule().id(), line.granted(), Money::plus);
                remember(
                        new Past(
                                line.rule().id(),
                                line.item(),
                                line.same(),
                                claim.claimedOn(),
                                line.granted(),
                                claim.region().value(),
                                claim.producerId()),
                        byProducer,
                        byItem,
                        byCounty);
            }
            now = now.plus(claim.shares());
            then = then.plus(new Shares(entitlement.paidBy()));
            if (!entitlement.total().equals(claim.shares().total())) {
                if (entitlement.total().fen() == 0) fewer++;
                differences.add(new Difference(
                        claim.id(),
                        claim.number(),
                        claim.producerName(),
                        claim.shares().total(),
                        entitlement.total(),
                        entitlement.denied().stream()
                                .map(denied -> denied.refusal().message())
                                .distinct()
                                .toList()));
            }
        }
        differences.sort(Comparator.comparing((Difference one) -> Math.abs(one.then.fen() - one.now.fen()))
                .reversed());
        var costs = new ArrayList<RuleCost>();
        for (var rule : nowByRule.entrySet())
            costs.add(new RuleCost(
                    tried.subsidy(rule.getKey()).map(Subsidy::title).orElse(rule.getKey()),
                    rule.getValue(),
                    thenByRule.getOrDefault(rule.getKey(), Money.ZERO)));
        return new Outcome(
                tried,
                year,
                rows.size(),
                now,
                then,
                costs,
                differences.stream().limit(SHOWN).toList(),
                differences.size(),
                fewer);
    }

    /// What was given in earlier years to those who claim in this one, or for what they claim: it counts as it was.
    private List<Past> before(String scheme, int year, List<Claim> rows) {
        if (rows.isEmpty()) return List.of();
        var first = LocalDate.of(year, 1, 1);
        return sql.select(
                        LINES.RULE,
                        LINES.ITEM_ID,
                        LINES.SAME,
                        LINES.CLAIMED_ON,
                        LINES.GRANTED_FEN,
                        LINES.REGION_CODE,
                        LINES.PRODUCER_ID)
                .from(LINES)
                .where(LINES.SPOKEN_FOR)
                .and(LINES.SCHEME_ID.eq(scheme))
                .and(LINES.CLAIMED_ON.lt(first))
                .orderBy(LINES.CLAIMED_ON, LINES.CLAIM_ID, LINES.LINE)
                .fetch(row -> new Past(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        new Money(row.value5()),
                        row.value6(),
                        row.value7()));
    }

    private static void remember(
            Past one, Map<Long, List<Past>> byProducer, Map<String, List<Past>> byItem, Map<Spot, Long> byCounty) {
        byProducer.computeIfAbsent(one.producer, _ -> new ArrayList<>()).add(one);
        if (!one.item.isEmpty())
            byItem.computeIfAbsent(one.rule + " " + one.item, _ -> new ArrayList<>())
                    .add(one);
        byCounty.merge(Spot.of(one), one.amount.fen(), Long::sum);
    }

    /// What a county got under a rule in a year.
    private record Spot(String county, String rule, int year) {
        static Spot of(Past one) {
            return new Spot(one.region.substring(0, 6), one.rule, one.date.getYear());
        }
    }

    private static List<SubsidyClaim.Earlier> earlier(Claim claim, Collection<Past> near, Map<Spot, Long> byCounty) {
        var earlier = new ArrayList<SubsidyClaim.Earlier>();
        var rest = new HashMap<Spot, Long>();
        var county = claim.region().value().substring(0, 6);
        byCounty.forEach((spot, fen) -> {
            if (spot.county.equals(county)) rest.put(spot, fen);
        });
        for (var one : near) {
            earlier.add(new SubsidyClaim.Earlier(
                    one.rule,
                    one.item,
                    one.same,
                    one.date,
                    one.amount,
                    one.region,
                    one.producer == claim.producerId()));
            rest.computeIfPresent(Spot.of(one), (_, fen) -> fen - one.amount.fen());
        }
        rest.forEach((spot, fen) -> earlier.add(new SubsidyClaim.Earlier(
                spot.rule, "", null, LocalDate.of(spot.year, 1, 1), new Money(fen), spot.county, false)));
        return earlier;
    }
}
