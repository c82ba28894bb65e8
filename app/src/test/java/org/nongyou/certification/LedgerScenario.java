package org.nongyou.certification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.nongyou.ApplicationTest;
import org.nongyou.base.Base;
import org.nongyou.base.BaseForm;
import org.nongyou.base.Bases;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.FactValue;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.CreditCode;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.Producers;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.annotation.Autowired;

/// The words that the scenarios are told in: offices of Changzhi, cooperatives and their certificates.
abstract class LedgerScenario extends ApplicationTest {

    static final Scope EVERYWHERE = Scope.within(RegionCode.COUNTRY);

    @Autowired
    Certificates certificates;

    @Autowired
    Amendments amendments;

    @Autowired
    Stops stops;

    @Autowired
    CertificateLists lists;

    @Autowired
    MarkUses marks;

    @Autowired
    AfterChecks checks;

    @Autowired
    Producers producers;

    @Autowired
    Bases bases;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    Journal journal;

    @Autowired
    Clocks.Movable clock;

    Actor clerk;
    Actor reviewer;
    Actor leader;
    Actor city;
    Actor neighbour;
    private int count;

    @BeforeEach
    void people() {
        rewind();
        count = 0;
        clerk = TestPeople.of(sql, offices, accounts, "xy-clerk", "140423", Role.CLERK);
        reviewer = TestPeople.of(sql, offices, accounts, "xy-review", "140423", Role.REVIEWER);
        leader = TestPeople.of(sql, offices, accounts, "xy-leader", "140423", Role.LEADER);
        neighbour = TestPeople.of(sql, offices, accounts, "hg-clerk", "140427", Role.CLERK);
        city = TestPeople.of(sql, offices, accounts, "cz-review", "140400", Role.REVIEWER);
        on(2026, 6, 1);
    }

    @AfterEach
    void timeGoesOn() {
        clock.release();
    }

    void on(int year, int month, int day) {
        on(LocalDate.of(year, month, day));
    }

    void on(LocalDate day) {
        clock.set(day.atTime(9, 30).atZone(Ui.ZONE).toInstant());
    }

    Producer cooperative(Actor who, String name, boolean traced) {
        var body = "93" + who.region().value() + "MC%07d".formatted(++count);
        return producers
                .register(
                        who,
                        new ProducerForm(
                                "cooperative",
                                name,
                                body + CreditCode.checkCharacter(body),
                                "",
                                who.region().value(),
                                "",
                                "张示例",
                                "13800000000",
                                List.of(),
                                traced,
                                false))
                .orElseThrow();
    }

    Base base(Actor who, Producer owner, String name) {
        return bases.register(
                        who,
                        new BaseForm(
                                Long.toString(owner.id()),
                                name,
                                who.region().value(),
                                "",
                                "谷子",
                                "grain",
                                "1200",
                                "张示例",
                                "0355-5550188",
                                "",
                                "",
                                "",
                                "",
                                "",
                                "",
                                List.of(),
                                List.of()))
                .orElseThrow();
    }

    /// A certificate as it would be typed; what a test is about is changed with [#with].
    CertificateForm form(String kind, String number, Producer holder, String issued, String to) {
        boolean conversion = kind.equals("organic-conversion");
        return new CertificateForm(
                kind,
                number,
                Long.toString(holder.id()),
                List.of(),
                "谷子、小米",
                "1200",
                "360",
                "某认证中心",
                issued,
                "",
                to,
                conversion ? issued : "",
                conversion ? "24" : "",
                "");
    }

    Certificate recorded(Actor who, CertificateForm form) {
        return certificates.record(who, form).orElseThrow();
    }

    Certificate organic(Actor who, Producer holder, String number, String issued) {
        return recorded(
                who,
                form(
                        "organic",
                        number,
                        holder,
                        issued,
                        LocalDate.parse(issued).plusYears(1).minusDays(1).toString()));
    }

    Certificate now(Certificate one) {
        return certificates.find(EVERYWHERE, one.id()).orElseThrow();
    }

    static FactValue told(Map<String, FactValue> facts, String name) {
        return Objects.requireNonNull(facts.get(name));
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    static Refusal refused(Decision<?> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<?>) decision).refusal();
    }

    static List<String> sentences(Decision<?> decision) {
        return refused(decision).all().stream().map(Refusal::message).toList();
    }
}
