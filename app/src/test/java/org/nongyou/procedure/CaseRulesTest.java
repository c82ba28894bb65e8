package org.nongyou.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Role;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.procedure.CaseAct.Doer;
import org.nongyou.procedure.CaseAct.Header;
import org.nongyou.procedure.CaseRules.Situation;
import org.nongyou.procedure.Facts.Known;
import org.nongyou.procedure.Facts.Origin;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.FactCatalogue;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeLoader;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.Stage;

/// Replays random acts of random people of all levels and compares each outcome with a naive reading of the scheme:
/// a few nested conditions over texts, written without the engine's classes.
@DisplayName("办理规则对照朴素算法")
class CaseRulesTest {

    private static final FactCatalogue FACTS = FactCatalogue.platform();
    private static final Scheme SHANXI =
            SchemeLoader.load(Path.of("../schemes/shanxi-quality-bases"), FACTS).orElseThrow();
    private static final String PLACE = "140423";
    private static final List<String> REGIONS = List.of("140423", "140427", "140400", "140500", "140000", "410000");

    /// @param person    which of the people acts, by number
    /// @param act       which act he tries
    /// @param stale     whether his page is old
    /// @param opinion   whether he writes an opinion
    /// @param documents whether all documents of the stage are there
    /// @param facts     whether every compulsory item is met
    record Try(int person, Act act, boolean stale, boolean opinion, boolean documents, boolean facts) {}

    @Provide
    Arbitrary<List<Try>> tries() {
        var one = net.jqwik.api.Combinators.combine(
                        Arbitraries.integers().between(0, people().size() - 1),
                        Arbitraries.of(Act.values()),
                        Arbitraries.of(false, false, false, false, true),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.of(true, true, true, false))
                .as(Try::new);
        return one.list().ofMinSize(1).ofMaxSize(120);
    }

    @Property(tries = 150)
    @Label("山西各程序：随便谁随便点，结果和朴素算法一样")
    void theShanxiProcedures(@ForAll("tries") List<Try> tries) {
        for (var procedure : SHANXI.procedures()) replay(SHANXI, procedure, tries);
    }

    @Property(tries = 150)
    @Label("随机生成的程序：也一样")
    void generatedProcedures(@ForAll long seed, @ForAll("tries") List<Try> tries) {
        var scheme = generated(new Random(seed));
        for (var procedure : scheme.procedures()) replay(scheme, procedure, tries);
    }

    @Test
    @DisplayName("逐环节逐动作走一遍：方案写的能办，没写的都不能办")
    void everyStageAndAct() {
        for (var procedure : SHANXI.procedures())
            for (var stage : procedure.stages())
                for (var act : Act.values()) {
                    if (stage.end() != null) continue;
                    var rightful = rightful(SHANXI, stage);
                    var now = situation(SHANXI, procedure, startingAt(procedure, stage), true, true);
                    var decision = CaseRules.decide(now, rightful, new ActForm(act, 1, "理由"), Instant.EPOCH);
                    boolean blockedByNotice = act.forward() && stage.notice().asked();
                    boolean needsObjection = act == Act.UPHOLD;
                    boolean expected = stage.acts().containsKey(act) && !blockedByNotice && !needsObjection;
                    assertThat(decision instanceof Decision.Done<CaseAct>)
                            .as("%s / %s / %s: %s", procedure.id(), stage.id(), act, decision)
                            .isEqualTo(expected);
                }
    }

    @Test
    @DisplayName("状态等于动作之和，漏一步就不认")
    void actsAreSummedInOrder() {
        var procedure = SHANXI.procedure("provincial-base").orElseThrow();
        var start = startingAt(procedure, procedure.first());
        var gap = new CaseAct.Submitted(new Header(3, "application", "first-review", doer(), "", Instant.EPOCH));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Progress.of(List.of(start.getFirst(), gap)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void replay(Scheme scheme, Procedure procedure, List<Try> tries) {
        var people = people();
        var acts = new ArrayList<>(startingAt(procedure, procedure.first()));
        var naive = new Naive(scheme, procedure);
        for (var one : tries) {
            var actor = people.get(one.person());
            var now = situation(scheme, procedure, acts, one.documents(), one.facts());
            var form = new ActForm(one.act(), one.stale() ? acts.size() - 1 : acts.size(), one.opinion() ? "同意" : "");
            var decision = CaseRules.decide(now, actor, form, Instant.EPOCH);
            boolean allowed = naive.allows(actor, one);
            assertThat(decision instanceof Decision.Done<CaseAct>)
                    .as("%s at %s by %s: %s", one, naive.stage, actor.username(), decision)
                    .isEqualTo(allowed);
            if (decision instanceof Decision.Done<CaseAct>(var act)) {
                acts.add(act);
                naive.carryOut(actor, one.act());
                assertThat(Progress.of(acts).stage()).isEqualTo(naive.stage);
            }
        }
    }

    /// The oracle: what a clerk with the document in his hand would say.
    private static final class Naive {

        private final Scheme scheme;
        private final Procedure procedure;
        private String stage;
        private final List<String[]> done = new ArrayList<>();

        Naive(Scheme scheme, Procedure procedure) {
            this.scheme = scheme;
            this.procedure = procedure;
            this.stage = procedure.start();
        }

        private Stage here() {
            return procedure.stages().stream()
                    .filter(one -> one.id().equals(stage))
                    .findFirst()
                    .orElseThrow();
        }

        boolean allows(Actor actor, Try attempt) {
            var here = here();
            if (attempt.stale() || here.end() != null) return false;
            if (!isTurnOf(actor, here)) return false;
            var act = attempt.act();
            if (!here.acts().containsKey(act)) return false;
            var roles = actor.roles();
            boolean applies = roles.contains(Role.CLERK) || roles.contains(Role.PRODUCER);
            boolean decides = roles.contains(Role.CLERK) || roles.contains(Role.REVIEWER);
            boolean mayByRole = switch (act) {
                case SUBMIT, WITHDRAW -> applies;
                case ADOPT -> applies || decides;
                case PASS, RETURN, REJECT, UPHOLD, CONCLUDE -> decides;
            };
            if (!mayByRole || clashes(actor, here)) return false;
            boolean words = attempt.opinion();
            if (!words && Set.of("return", "reject", "uphold").contains(act.code())) return false;
            if (!words && act.code().equals("pass") && here.checklist() != null) return false;
            if (act.code().equals("uphold")) return false;
            if (Set.of("submit", "pass", "adopt", "conclude").contains(act.code())) {
                if (here.notice().asked()) return false;
                if (!here.needs().isEmpty() && !attempt.documents()) return false;
                if (here.checklist() != null && !attempt.facts()) return false;
            }
            return true;
        }

        private boolean isTurnOf(Actor actor, Stage here) {
            if (here.by().contains("applicant") && Long.valueOf(7).equals(actor.producerId())) return true;
            var office = actor.office();
            if (office == null) return false;
            var by = here.recordedBy() != null ? List.of(here.recordedBy()) : here.by();
            for (var id : by) {
                if (id.equals("applicant")) continue;
                var wanted = scheme.offices().stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow();
                if (wanted.level() == null) continue;
                var code = switch (wanted.level()) {
                    case NATIONAL -> "000000";
                    case PROVINCE -> "140000";
                    case CITY -> "140400";
                    case COUNTY -> "140423";
                    case TOWNSHIP, VILLAGE -> "";
                };
                if (office.region().value().equals(code) && office.department().equals(wanted.department()))
                    return true;
            }
            return false;
        }

        private boolean clashes(Actor actor, Stage here) {
            if (!procedure.separate().contains(here.id())) return false;
            var me = who(actor, here);
            for (var before : done) {
                if (!procedure.separate().contains(before[0]) || before[0].equals(here.id())) continue;
                if (before[1].equals(me)) return true;
                boolean bothOwn = !before[1].startsWith("outer") && !me.startsWith("outer");
                if (bothOwn && before[2].equals(actor.username())) return true;
            }
            return false;
        }

        private static String who(Actor actor, Stage here) {
            if (here.recordedBy() != null) return "outer " + here.by();
            return actor.office() == null
                    ? "person " + actor.username()
                    : "office " + actor.office().id();
        }

        void carryOut(Actor actor, Act act) {
            done.add(new String[] {stage, who(actor, here()), actor.username()});
            stage = java.util.Objects.requireNonNull(here().acts().get(act));
        }
    }

    /// People of all levels, some with two hats, some from elsewhere. One person works for the county and the city.
    private static List<Actor> people() {
        var people = new ArrayList<Actor>();
        long id = 1;
        for (var region : REGIONS)
            for (var role : List.of(Role.REVIEWER, Role.CLERK, Role.LEADER))
                people.add(person(id++, region, "agriculture", role));
        people.add(person(id++, PLACE, "finance", Role.REVIEWER));
        var county = people.getFirst();
        people.add(new Actor(
                county.accountId(),
                county.username(),
                "",
                office("140400", "agriculture"),
                new RegionCode("140400"),
                null,
                Set.of(Role.CLERK),
                true));
        people.add(new Actor(id++, "farmer", "", null, new RegionCode(PLACE), 7L, Set.of(Role.PRODUCER), true));
        people.add(new Actor(id, "other-farmer", "", null, new RegionCode(PLACE), 8L, Set.of(Role.PRODUCER), true));
        return people;
    }

    private static Actor person(long id, String region, String department, Role role) {
        return new Actor(
                id,
                role.code() + id,
                role.code() + id,
                office(region, department),
                new RegionCode(region),
                null,
                Set.of(role),
                true);
    }

    private static Office office(String region, String department) {
        var code = new RegionCode(region);
        long id = Long.parseLong(region) + (department.equals("agriculture") ? 0 : 500_000_000L);
        return new Office(id, code, code.level(), department, region + department, null, true, true);
    }

    private static Actor rightful(Scheme scheme, Stage stage) {
        if (stage.byApplicant())
            return new Actor(99, "farmer", "", null, new RegionCode(PLACE), 7L, Set.of(Role.PRODUCER), true);
        var named = scheme.office(stage.enteredBy().getFirst()).orElseThrow();
        var region = new RegionCode(PLACE)
                .at(java.util.Objects.requireNonNull(named.level()))
                .orElseThrow();
        return new Actor(
                99, "rightful", "", office(region.value(), named.department()), region, null, Set.of(Role.CLERK), true);
    }

    private static Doer doer() {
        return new Doer(1000, "starter", 1000L, "starter", null);
    }

    private static List<CaseAct> startingAt(Procedure procedure, Stage stage) {
        return List.of(new CaseAct.Started(new Header(1, stage.id(), stage.id(), doer(), "", Instant.EPOCH)));
    }

    private static Turn turn(Scheme scheme, Stage stage) {
        if (stage.end() != null) return new Turn(List.of(), false, null, "");
        var offices = new ArrayList<Office>();
        for (var id : stage.enteredBy()) {
            var named = scheme.office(id).orElseThrow();
            if (named.level() != null)
                offices.add(office(
                        new RegionCode(PLACE).at(named.level()).orElseThrow().value(), named.department()));
        }
        var outer = stage.recordedBy() == null
                ? null
                : String.join(
                        "、",
                        stage.offices().stream()
                                .map(id -> scheme.office(id)
                                        .map(SchemeOffice::title)
                                        .orElse(id))
                                .toList());
        return new Turn(offices, stage.byApplicant(), outer, "");
    }

    private static Situation situation(
            Scheme scheme, Procedure procedure, List<CaseAct> acts, boolean withDocuments, boolean good) {
        var progress = Progress.of(acts);
        var stage = procedure.stage(progress.stage()).orElseThrow();
        var kindId =
                procedure.lists() == null ? null : procedure.lists().kinds().getFirst();
        var kind = kindId == null ? null : scheme.kind(kindId).orElseThrow();
        var classId = kind == null || kind.classes().isEmpty()
                ? null
                : kind.classes().stream()
                        .filter(one -> one.when() == null)
                        .findFirst()
                        .orElse(kind.classes().getFirst())
                        .id();
        var theCase = new Case(
                1,
                "140423-2026-00001",
                scheme.ref(),
                procedure.id(),
                kindId,
                procedure.lists() == null ? null : procedure.lists().level(),
                classId,
                "base",
                "1",
                "基地",
                7L,
                "合作社",
                new RegionCode(PLACE),
                stage.id(),
                stage.title(),
                stage.end(),
                null,
                false,
                Instant.EPOCH,
                LocalDate.EPOCH,
                null,
                acts.size(),
                1,
                null,
                Instant.EPOCH,
                true);
        var form = new HashMap<String, String>();
        form.put(CaseForm.COMMITMENT, "true");
        for (var asked : CaseForm.asked(scheme, procedure, kindId))
            form.put(CaseForm.FACT + asked.definition().name(), typed(asked.definition()));
        var answers = new LinkedHashMap<String, Answer>();
        var documents = new ArrayList<CaseDocument>();
        if (withDocuments)
            for (var need : stage.needs())
                documents.add(new CaseDocument(documents.size(), stage.id(), need, null, 1, 1, Instant.EPOCH));
        var facts = new HashMap<String, Known>();
        if (stage.checklist() != null) {
            var list = scheme.checklist(stage.checklist()).orElseThrow();
            for (var item : list.items()) {
                answers.put(item.id(), new Answer(item.id(), good, null, "看过", 1, Instant.EPOCH));
                for (var title : item.evidence())
                    documents.add(
                            new CaseDocument(documents.size(), stage.id(), title, item.id(), 1, 1, Instant.EPOCH));
                if (item.fact() != null)
                    for (var name : item.fact().facts()) facts.put(name, value(scheme, name, good));
                if (item.when() != null)
                    for (var name : item.when().facts()) facts.put(name, value(scheme, name, true));
            }
        }
        return new Situation(
                theCase,
                acts,
                progress,
                scheme,
                procedure,
                stage,
                turn(scheme, stage),
                new CaseForm(form),
                new Facts(facts),
                answers,
                documents,
                null,
                List.of());
    }

    private static String typed(FactDefinition fact) {
        return switch (fact.type()) {
            case TEXT -> "字";
            case BOOL -> "true";
            case INT, DECIMAL, MONEY, INTS -> "100";
            case DATE -> "2026-06-01";
            case CHOICE, CHOICES -> fact.choices().getFirst();
        };
    }

    /// Values that meet the conditions of the Shanxi checklists, or fail them all.
    private static Known value(Scheme scheme, String name, boolean good) {
        var fact = Wanted.definition(scheme, name);
        boolean fewer = name.matches(".*(unpermitted|failed|violations|incidents|misuse).*");
        Object value = switch (fact.type()) {
            case BOOL -> good;
            case INT -> good == fewer ? 0L : 1_000_000L;
            case DECIMAL -> good ? new java.math.BigDecimal("1000000") : java.math.BigDecimal.ZERO;
            case MONEY -> org.nongyou.kernel.Money.ZERO;
            case DATE -> LocalDate.of(2026, 6, 1);
            case TEXT -> PLACE;
            case CHOICE -> fact.choices().isEmpty() ? "" : fact.choices().getFirst();
            case CHOICES -> name.equals("listing.classes") ? List.of() : fact.choices();
            case INTS -> List.of(1L);
        };
        return new Known(name, value, Origin.SYSTEM, null);
    }

    /// A scheme with a few procedures of random length, levels, returns, separations, documents and checklists. What
    /// the loader refuses, such as a jumped level, is never generated: levels rise one by one.
    private static Scheme generated(Random random) {
        var files = new TreeMap<String, String>();
        files.put("scheme.yaml", """
                id: generated
                version: 1
                title: 生成的方案
                issuer: 省厅
                region: 140000
                period: {from: 2025-01-01, to: 2030-12-31}
                offices:
                  province: {title: 省厅, level: province}
                  city: {title: 市局, level: city}
                  county: {title: 县局, level: county}
                clauses:
                  - {section: 一, title: 全文, text: 全文, responsible: [province]}
                """);
        files.put("catalogue.yaml", """
                kinds:
                  - {id: thing, title: 东西, clause: 一, subject: base, levels: [province], validity: open, entry: {province: p}}
                """);
        files.put("checklists.yaml", """
                checklists:
                  - id: look
                    title: 看
                    clause: 一
                    for: thing
                    pass: {compulsory: all}
                    items:
                      - {id: records, title: 有记录, clause: 一, compulsory: true, fact: base.records_complete}
                      - {id: sign, title: 有牌子, clause: 一, compulsory: true}
                """);
        var levels = List.of("applicant", "county", "city", "province");
        var stages = new ArrayList<String>();
        var ids = new ArrayList<String>();
        int first = random.nextInt(2);
        for (int level = first; level < 4; level++) {
            int times = 1 + random.nextInt(2);
            for (int i = 0; i < times; i++) ids.add(levels.get(level) + i);
        }
        var separate = new ArrayList<String>();
        String seen = "";
        for (int i = 0; i < ids.size(); i++) {
            var id = ids.get(i);
            var by = id.substring(0, id.length() - 1);
            var next = i + 1 < ids.size() ? ids.get(i + 1) : "listed";
            boolean start = i == 0;
            boolean last = i + 1 == ids.size();
            var acts = new ArrayList<String>();
            acts.add((start || by.equals("applicant") ? "submit" : last ? "conclude" : "pass") + ": " + next);
            if (!start && random.nextBoolean()) acts.add("return: " + ids.get(random.nextInt(i)));
            if (!start && random.nextBoolean()) acts.add("reject: refused");
            if (start) acts.add("withdraw: withdrawn");
            var more = "";
            if (random.nextInt(3) == 0) more += ", needs: [材料" + i + "]";
            if (!start && !by.equals("applicant") && random.nextInt(3) == 0) more += ", checklist: look";
            if (!by.equals("applicant") && !by.equals(seen) && random.nextBoolean()) separate.add(id);
            seen = by;
            stages.add("      - {id: %s, title: 第%d步, by: %s%s, acts: {%s}}"
                    .formatted(id, i, by, more, String.join(", ", acts)));
        }
        var text = new StringBuilder(
                "procedures:\n  - id: p\n    title: 程序\n    clause: 一\n    lists: {kind: thing, level: province}\n");
        if (separate.size() > 1) text.append("    separate: ").append(separate).append('\n');
        text.append("    start: ").append(ids.getFirst()).append("\n    stages:\n");
        stages.forEach(stage -> text.append(stage).append('\n'));
        text.append("      - {id: listed, title: 列入, end: listed}\n");
        if (text.indexOf(": refused") > 0) text.append("      - {id: refused, title: 未通过, end: refused}\n");
        text.append("      - {id: withdrawn, title: 撤回, end: withdrawn}\n");
        files.put("procedures.yaml", text.toString());
        return SchemeLoader.read("generated", files, FACTS).orElseThrow();
    }
}
