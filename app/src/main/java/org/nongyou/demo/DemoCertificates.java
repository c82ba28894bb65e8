package org.nongyou.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.base.BaseRow;
import org.nongyou.certification.AfterChecks;
import org.nongyou.certification.Certificate;
import org.nongyou.certification.CertificateForm;
import org.nongyou.certification.Certificates;
import org.nongyou.certification.MarkUses;
import org.nongyou.certification.Stops;
import org.nongyou.demo.DemoPeople.Staff;
import org.nongyou.demo.DemoPeople.Zhangye;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerLists;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Certificates of the demo's operators: in force, near their end, over, in conversion, suspended, withdrawn. Numbers
/// have the right form and belong to no one.
@Component
class DemoCertificates {

    private static final int MOST = 2000;
    private static final int AGO = 45;

    /// Each base in turn gets one of these; an empty one gets none.
    private static final List<String> KINDS = List.of(
            "green-food",
            "organic",
            "",
            "organic-conversion",
            "famous-special",
            "organic",
            "shenzhen",
            "green-food",
            "caqs-gap",
            "",
            "gi");

    private final Certificates certificates;
    private final Stops stops;
    private final MarkUses marks;
    private final AfterChecks checks;
    private final BaseLists bases;
    private final ProducerLists producers;
    private final Clocks.Movable clock;

    DemoCertificates(
            Certificates certificates,
            Stops stops,
            MarkUses marks,
            AfterChecks checks,
            BaseLists bases,
            ProducerLists producers,
            Clocks.Movable clock) {
        this.certificates = certificates;
        this.stops = stops;
        this.marks = marks;
        this.checks = checks;
        this.bases = bases;
        this.producers = producers;
        this.clock = clock;
    }

    void tell(Staff shanxi, Zhangye zhangye) {
        var today = LocalDate.now(Ui.ZONE);
        try {
            at(today.minusDays(AGO));
            var written = new TreeMap<Integer, Certificate>();
            int number = 0;
            for (var county : byCounty(DemoPeople.PROVINCE).entrySet())
                number = record(
                        shanxi.county(RegionCode.of(county.getKey())), county.getValue(), today, number, written);
            for (var county : byCounty(RegionCode.of("620700")).entrySet())
                if (zhangye.clerk().region().value().equals(county.getKey()))
                    number = record(zhangye.clerk(), county.getValue(), today, number, written);
            stories(shanxi, List.copyOf(written.values()), today);
        } finally {
            clock.release();
        }
    }

    /// Bases with their holders, by county, each in the order in which they were registered.
    private TreeMap<String, List<Held>> byCounty(RegionCode area) {
        var scope = Scope.within(area);
        var holders = new HashMap<Long, Producer>();
        for (var one : producers.list(scope, ProducerFilter.NONE, 0, MOST)) holders.put(one.id(), one);
        var held = new TreeMap<String, List<Held>>();
        bases.list(scope, BaseFilter.NONE, 0, MOST).stream()
                .sorted(Comparator.comparingLong(BaseRow::id))
                .forEach(base -> {
                    var holder = holders.get(base.producerId());
                    if (holder == null || holder.creditCode() == null) return;
                    base.region()
                            .at(Level.COUNTY)
                            .filter(county -> holder.region()
                                    .at(Level.COUNTY)
                                    .filter(county::equals)
                                    .isPresent())
                            .ifPresent(county -> held.computeIfAbsent(county.value(), _ -> new ArrayList<>())
                                    .add(new Held(base, holder)));
                });
        return held;
    }

    private record Held(BaseRow base, Producer holder) {}

    private int record(Actor clerk, List<Held> all, LocalDate today, int first, TreeMap<Integer, Certificate> written) {
        int number = first;
        var forms = new ArrayList<CertificateForm>();
        var numbers = new ArrayList<Integer>();
        for (var one : all) {
            int n = number++;
            var kind = KINDS.get(n % KINDS.size());
            if (kind.isEmpty()) continue;
            forms.add(form(kind, one, today, n));
            numbers.add(n);
        }
        if (forms.isEmpty()) return number;
        var decisions = certificates.recordAll(clerk, forms);
        for (int i = 0; i < decisions.size(); i++)
            if (decisions.get(i) instanceof Decision.Done<Certificate>(var done)) written.put(numbers.get(i), done);
            else throw new IllegalStateException(decisions.get(i).toString());
        return number;
    }

    /// Years, so that some run out within weeks and some have run out; months at most that the kind is issued for.
    private static CertificateForm form(String kind, Held one, LocalDate today, int n) {
        int age = AGO + 1 + n * 53 % 420;
        var issued = today.minusDays(age);
        int year = issued.getYear() % 100;
        int months = 0;
        String number;
        switch (kind) {
            case "green-food" -> {
                issued = today.minusDays(AGO + 1 + n * 97L % 1150);
                months = 36;
                number = "LB-03-%02d%02d04%04dA".formatted(issued.getYear() % 100, issued.getMonthValue(), n);
            }
            case "gi" -> {
                issued = LocalDate.of(2012 + n % 9, 3, 1 + n % 28);
                number = "AGI%d-%02d-%05d".formatted(issued.getYear(), 1 + n % 3, 90_000 + n);
            }
            case "famous-special" -> {
                months = 12;
                number = "CAQS-MTYX-%d%04d".formatted(issued.getYear(), n);
            }
            case "caqs-gap" -> {
                months = 24;
                number = "CAQS-GAP-%d%04d".formatted(issued.getYear(), n);
            }
            case "shenzhen" -> {
                months = 24;
                number = "SZ%d%04d".formatted(issued.getYear(), n);
            }
            default -> {
                months = 12;
                number = "999OP%02d%05d".formatted(year, n);
            }
        }
        boolean conversion = kind.equals("organic-conversion");
        var area = one.base().areaMu();
        return new CertificateForm(
                kind,
                number,
                String.valueOf(one.holder().creditCode()),
                List.of(String.valueOf(one.base().id())),
                one.base().product(),
                area.toPlainString(),
                // Some 300 kg a mu.
                area.multiply(new java.math.BigDecimal("0.3"))
                        .setScale(1, java.math.RoundingMode.HALF_UP)
                        .toPlainString(),
                kind.equals("gi") ? "农业农村部" : kind.equals("green-food") ? "中国绿色食品发展中心" : "示例认证中心（演示）",
                issued.toString(),
                "",
                months == 0 ? "" : issued.plusMonths(months).minusDays(1).toString(),
                conversion ? issued.minusMonths(n % 20).toString() : "",
                conversion ? (n % 2 == 0 ? "24" : "36") : "",
                "演示数据");
    }

    /// What happened to some of them. Most of it lies in the county that a newcomer signs in for.
    private void stories(Staff people, List<Certificate> all, LocalDate today) {
        var stopped = of(all, "organic", 3);
        var withdrawn = of(all, "green-food", 5);
        at(today.minusDays(20));
        if (stopped != null)
            stops.suspend(
                            people.county(stopped.region()),
                            stopped.id(),
                            1,
                            today.minusDays(21).toString(),
                            "认证机构通报：产地检查发现缓冲带不够（演示）")
                    .orElseThrow();
        if (withdrawn != null)
            stops.withdraw(
                            people.county(withdrawn.region()),
                            withdrawn.id(),
                            1,
                            today.minusDays(22).toString(),
                            "主体不再种植，申请注销（演示）")
                    .orElseThrow();
        all.stream()
                .filter(one -> one.kind().othersUseMark() && one.outputTonnes() != null)
                .limit(3)
                .forEach(one -> marked(people.county(one.region()), one, today));
        at(today.minusDays(12));
        var own = all.stream()
                .filter(one -> one.region()
                        .at(Level.COUNTY)
                        .filter(DemoPeople.COUNTY::equals)
                        .isPresent())
                .findFirst()
                .orElse(all.getFirst());
        checked(people.county(own.region()), own, today, false);
        for (int i = 7; i < all.size(); i += 23)
            if (DemoPeople.PROVINCE.contains(all.get(i).region()))
                checked(people.county(all.get(i).region()), all.get(i), today, i % 2 == 0);
    }

    private static @org.jspecify.annotations.Nullable Certificate of(List<Certificate> all, String kind, int at) {
        return all.stream()
                .filter(one -> one.kind().code().equals(kind) && DemoPeople.PROVINCE.contains(one.region()))
                .skip(at)
                .findFirst()
                .orElse(null);
    }

    private void marked(Actor clerk, Certificate one, LocalDate today) {
        var output = java.util.Objects.requireNonNull(one.outputTonnes());
        var use = marks.allow(
                        clerk,
                        one.id(),
                        new MarkUses.NewUse(
                                "示例特产加工厂（演示）",
                                Ui.join(one.products()),
                                "用标协议〔演示〕",
                                LocalDate.of(today.getYear() - 1, 1, 1).toString(),
                                LocalDate.of(today.getYear() + 1, 12, 31).toString(),
                                output.movePointLeft(1).toPlainString(),
                                "demo-mark-" + one.id()))
                .orElseThrow();
        var quarter = (today.getYear() - 1) + "-Q4";
        marks.sell(
                        clerk,
                        one.id(),
                        new MarkUses.NewSale(
                                String.valueOf(use.id()),
                                quarter,
                                output.movePointLeft(2).toPlainString(),
                                "",
                                "",
                                ""))
                .orElseThrow();
        marks.sell(
                        clerk,
                        one.id(),
                        new MarkUses.NewSale(
                                "", quarter, output.movePointLeft(1).toPlainString(), "", "", ""))
                .orElseThrow();
    }

    private void checked(Actor clerk, Certificate one, LocalDate today, boolean passed) {
        var check = checks.record(
                        clerk,
                        one.id(),
                        new AfterChecks.NewCheck(
                                today.minusDays(14).toString(),
                                "李示例、王示例",
                                passed ? "未发现问题（演示）" : "生产记录缺两页，投入品台账没有签字（演示）",
                                passed ? "passed" : "mend",
                                false,
                                passed
                                        ? ""
                                        : today.plusDays(one.id() % 2 == 0 ? 6 : -3)
                                                .toString(),
                                "demo-check-" + one.id()))
                .orElseThrow();
        if (!passed)
            checks.tell(
                            clerk,
                            one.id(),
                            check.id(),
                            check.revision(),
                            today.minusDays(13).toString(),
                            "请在下次检查时核对生产记录（演示）")
                    .orElseThrow();
    }

    private void at(LocalDate day) {
        clock.set(day.atTime(LocalTime.of(10, 0)).atZone(Ui.ZONE).toInstant());
    }
}
