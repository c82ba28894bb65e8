package org.nongyou.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nongyou.base.Base;
import org.nongyou.base.BaseForm;
import org.nongyou.base.Bases;
import org.nongyou.demo.DemoPeople.Zhangye;
import org.nongyou.identity.Actor;
import org.nongyou.procedure.ActForm;
import org.nongyou.procedure.CasePapers;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.Upload;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.Producers;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.subsidy.Claim;
import org.nongyou.subsidy.Claims;
import org.nongyou.subsidy.NewClaim;
import org.nongyou.subsidy.NewItem;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Claims for subsidies in Zhangye, by invented operators: one at every step from draft to paid.
@Component
class DemoSubsidies {

    private static final String SCHEME = "zhangye-organic-2025";

    private final Schemes schemes;
    private final Producers producers;
    private final Bases bases;
    private final Claims claims;
    private final Cases cases;
    private final CasePapers papers;
    private final DemoFiles files;
    private final Clocks.Movable clock;

    DemoSubsidies(
            Schemes schemes,
            Producers producers,
            Bases bases,
            Claims claims,
            Cases cases,
            CasePapers papers,
            DemoFiles files,
            Clocks.Movable clock) {
        this.schemes = schemes;
        this.producers = producers;
        this.bases = bases;
        this.claims = claims;
        this.cases = cases;
        this.papers = papers;
        this.files = files;
        this.clock = clock;
    }

    void tell(Zhangye people) {
        var scheme = schemes.current(SCHEME).orElse(null);
        var today = LocalDate.now(Ui.ZONE);
        // Outside its years the document pays nothing.
        if (scheme == null
                || !scheme.period().contains(today)
                || !scheme.period().contains(today.minusDays(60))) return;
        try {
            at(today.minusDays(60));
            settle(scheme, people.issuer());
            var clerk = people.clerk();
            var dangzhai = cooperative(clerk, "甘州区党寨惠民蔬菜专业合作社", "620702107", 1);
            var paid = site(scheme, clerk, dangzhai, base(clerk, dangzhai, "党寨镇一号示范点", "620702107", "30"));
            var payable = site(scheme, clerk, dangzhai, base(clerk, dangzhai, "党寨镇二号示范点", "620702107", "166.67"));
            var leading = cooperative(clerk, "甘州区党寨绿源中药材专业合作社", "620702107", 2);
            var checked = site(scheme, clerk, leading, base(clerk, leading, "党寨镇药材示范点", "620702107", "120.5"));
            for (var claim : List.of(paid, payable, checked))
                claims.submit(clerk, claim.id()).orElseThrow();
            at(today.minusDays(50));
            for (var claim : List.of(paid, payable, checked)) act(people.reviewer(), claim, Act.PASS, "现场看过，面积属实（演示）");
            at(today.minusDays(40));
            for (var claim : List.of(paid, payable)) {
                act(people.city(), claim, Act.PASS, "核查属实（演示）");
                publicise(people.city(), claim);
            }
            at(today.minusDays(25));
            for (var claim : List.of(paid, payable)) act(people.city(), claim, Act.CONCLUDE, "公示无异议（演示）");
            at(today.minusDays(20));
            attach(people.finance(), paid, "拨付凭证");
            act(people.finance(), paid, Act.CONCLUDE, "市县资金已拨付（演示）");
            at(today.minusDays(12));
            var certified = cooperative(clerk, "甘州区长安沃野蔬菜专业合作社", "620702100", 3);
            claims.submit(
                            clerk,
                            certificates(scheme, clerk, certified, "DEMO-ORG-0001", "DEMO-ORG-0002", "DEMO-ORG-0003")
                                    .id())
                    .orElseThrow();
            var returned = certificates(scheme, clerk, leading, "DEMO-ORG-0004");
            claims.submit(clerk, returned.id()).orElseThrow();
            at(today.minusDays(8));
            act(people.reviewer(), returned, Act.RETURN, "证书上的产品名称看不清，重新传一份（演示）");
            at(today.minusDays(3));
            claims.open(clerk, new NewClaim(scheme.ref(), "gold-award", certified.id()))
                    .orElseThrow();
        } finally {
            clock.release();
        }
    }

    /// Money waits for what the document leaves open: the city settles it on record.
    private void settle(Scheme scheme, Actor issuer) {
        for (var rule : scheme.subsidies())
            for (var doubt : scheme.doubtsOn(rule.path()))
                if (doubt.settles() == Doubt.Settles.READING
                        && !schemes.settlements(scheme.ref()).containsKey(doubt.path()))
                    schemes.settle(issuer, scheme.ref(), doubt.path(), null, "同意按现在的读法办理（演示）", "演示文件")
                            .orElseThrow();
    }

    private Producer cooperative(Actor clerk, String name, String region, int number) {
        return producers
                .register(
                        clerk,
                        new ProducerForm(
                                "cooperative",
                                name,
                                DemoNames.creditCode(region.substring(0, 6), true, 90_000 + number),
                                "",
                                region,
                                "",
                                "张示例",
                                DemoNames.phone(900 + number),
                                List.of("vegetable", "herb"),
                                true,
                                true))
                .orElseThrow();
    }

    private Base base(Actor clerk, Producer producer, String name, String region, String mu) {
        return bases.register(
                        clerk,
                        new BaseForm(
                                String.valueOf(producer.id()),
                                name,
                                region,
                                "示例村",
                                "娃娃菜",
                                "vegetable",
                                mu,
                                "张示例",
                                DemoNames.phone(901),
                                "轮作、有机肥、物理防虫",
                                "",
                                "2",
                                "",
                                "yes",
                                "",
                                List.of(),
                                List.of()))
                .orElseThrow();
    }

    private Claim site(Scheme scheme, Actor clerk, Producer producer, Base base) {
        var claim = claims.open(clerk, new NewClaim(scheme.ref(), "site-per-mu", producer.id()))
                .orElseThrow();
        claims.save(
                        clerk,
                        claim.id(),
                        Map.of(),
                        Map.of(1, NewItem.base(base.id())),
                        Map.of(1, Map.of("site.listed_as_demo", "true", "site.accepted", "true")),
                        true)
                .orElseThrow();
        return proved(clerk, claim);
    }

    private Claim certificates(Scheme scheme, Actor clerk, Producer producer, String... numbers) {
        var claim = claims.open(clerk, new NewClaim(scheme.ref(), "certified-variety", producer.id()))
                .orElseThrow();
        var items = new TreeMap<Integer, NewItem>();
        var facts = new TreeMap<Integer, Map<String, String>>();
        for (int i = 1; i <= numbers.length; i++) {
            if (i > 1) claims.addLine(clerk, claim.id(), "certified-variety").orElseThrow();
            items.put(i, NewItem.numbered(numbers[i - 1]));
            facts.put(i, Map.of("certification.type", "organic"));
        }
        claims.save(clerk, claim.id(), Map.of(), items, facts, true).orElseThrow();
        return proved(clerk, claim);
    }

    private Claim proved(Actor clerk, Claim claim) {
        var now = claims.find(clerk.scope(), claim.id()).orElseThrow();
        for (var title : claims.assess(now).wanted()) {
            var made = files.of(title);
            claims.attach(clerk, claim.id(), title, made.name(), made.stream()).orElseThrow();
        }
        return now;
    }

    private long caseOf(Actor actor, Claim claim) {
        return java.util.Objects.requireNonNull(
                claims.find(actor.scope(), claim.id()).orElseThrow().caseId());
    }

    private void act(Actor actor, Claim claim, Act act, String opinion) {
        long id = caseOf(actor, claim);
        int revision = cases.find(actor.scope(), id).orElseThrow().revision();
        cases.act(actor, id, new ActForm(act, revision, opinion)).orElseThrow();
    }

    private void publicise(Actor actor, Claim claim) {
        long id = caseOf(actor, claim);
        int revision = cases.find(actor.scope(), id).orElseThrow().revision();
        cases.publicise(actor, id, revision, 5, "").orElseThrow();
    }

    private void attach(Actor actor, Claim claim, String need) {
        var made = files.of(need);
        papers.attach(actor, caseOf(actor, claim), new Upload(need, "", made.name(), made.stream()))
                .orElseThrow();
    }

    private void at(LocalDate day) {
        clock.setPast(day.atTime(LocalTime.of(10, 20)).atZone(Ui.ZONE).toInstant());
    }
}
