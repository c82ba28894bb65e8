package org.nongyou.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nongyou.demo.DemoPeople.Staff;
import org.nongyou.identity.Actor;
import org.nongyou.procedure.ActForm;
import org.nongyou.procedure.CasePapers;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.ExpertScoring;
import org.nongyou.procedure.InviteForm;
import org.nongyou.procedure.Upload;
import org.nongyou.project.Archive;
import org.nongyou.project.Attachment;
import org.nongyou.project.BudgetLine;
import org.nongyou.project.Contract;
import org.nongyou.project.Funds;
import org.nongyou.project.NewContract;
import org.nongyou.project.NewLine;
import org.nongyou.project.NewOutput;
import org.nongyou.project.NewProject;
import org.nongyou.project.NewTransfer;
import org.nongyou.project.NewVoucher;
import org.nongyou.project.Outputs;
import org.nongyou.project.Payments;
import org.nongyou.project.Project;
import org.nongyou.project.ProjectProcedures;
import org.nongyou.project.Projects;
import org.nongyou.project.ReportFilter;
import org.nongyou.project.Reports;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
import org.nongyou.scheme.Task;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Projects of the twelve products. Products, amounts and the counties that their names tell are the document's; what
/// was spent, by whom and on what is invented. Products whose county nobody published wait for the province.
@Component
class DemoProjects {

    private static final String SCHEME = "shanxi-gi-protection-2021";
    /// Where a county is known from elsewhere, and by what; the second one is invented, so that the county in which a
    /// newcomer signs in has a project.
    private static final Map<String, Place> PLACES = Map.of(
            "隆化小米", new Place("141022", "农产品地理标志登记公布的所在地"),
            "上党高粱", new Place(DemoPeople.COUNTY.value(), "演示数据：公布的是长治市，没有写县"));

    private record Place(String county, String source) {}

    /// A line of the invented budgets.
    private record Line(String title, int percent) {}

    /// In the order of the document's purposes: production, quality, brand, digital.
    private static final List<Line> LINES =
            List.of(new Line("核心基地设施", 40), new Line("检测和标准", 15), new Line("品牌宣传", 25), new Line("数字化和追溯", 20));

    private final Schemes schemes;
    private final Projects projects;
    private final Funds funds;
    private final Payments payments;
    private final Outputs outputs;
    private final Reports reports;
    private final Archive archive;
    private final ProjectProcedures procedures;
    private final Cases cases;
    private final CasePapers papers;
    private final ExpertScoring scoring;
    private final DemoFiles files;
    private final Clocks.Movable clock;

    DemoProjects(
            Schemes schemes,
            Projects projects,
            Funds funds,
            Payments payments,
            Outputs outputs,
            Reports reports,
            Archive archive,
            ProjectProcedures procedures,
            Cases cases,
            CasePapers papers,
            ExpertScoring scoring,
            DemoFiles files,
            Clocks.Movable clock) {
        this.schemes = schemes;
        this.projects = projects;
        this.funds = funds;
        this.payments = payments;
        this.outputs = outputs;
        this.reports = reports;
        this.archive = archive;
        this.procedures = procedures;
        this.cases = cases;
        this.papers = papers;
        this.scoring = scoring;
        this.files = files;
        this.clock = clock;
    }

    void tell(Staff staff) {
        var scheme = schemes.current(SCHEME).orElse(null);
        if (scheme == null) return;
        try {
            int number = 0;
            for (var allocation : scheme.allocations())
                for (var row : allocation.rows()) {
                    var place = row.region() != null ? new Place(row.region(), "") : PLACES.get(row.product());
                    if (place == null) continue;
                    at(scheme, 140);
                    var project = projects.establish(
                                    staff.province(),
                                    new NewProject(
                                            scheme.ref(),
                                            allocation.id(),
                                            row.product(),
                                            place.county(),
                                            place.source()))
                            .orElseThrow();
                    run(scheme, staff, allocation, project, ++number);
                }
            summarise(scheme, staff);
            evaluate(scheme, staff);
        } finally {
            clock.release();
        }
    }

    private void run(Scheme scheme, Staff staff, Subsidy.Allocation allocation, Project project, int number) {
        var county = staff.county(project.region());
        var city = staff.city(project.region());
        var all = project.sums().funds().toYuan().longValueExact();
        boolean own = project.region().equals(DemoPeople.COUNTY);
        at(scheme, 150);
        hand(scheme, staff.province(), project, all, "演示〔" + number + "〕1号", 148);
        at(scheme, 160);
        // One city still has half of the money.
        hand(scheme, city, project, own ? all / 2 : all, "演示〔" + number + "〕2号", 158);
        projects.setAccount(county, project.id(), "示例农村商业银行", "00000000%08d".formatted(number), "张示例")
                .orElseThrow();
        for (int i = 0; i < Math.min(LINES.size(), allocation.purposes().size()); i++) {
            // One county has not planned all of it.
            if (own && i == LINES.size() - 1) continue;
            var line = LINES.get(i);
            funds.addLine(
                            county,
                            project.id(),
                            new NewLine(
                                    line.title(),
                                    allocation.purposes().get(i).id(),
                                    String.valueOf(all * line.percent() / 100)))
                    .orElseThrow();
        }
        projects.addImplementer(county, project.id(), project.product() + "示例合作社", "证书持有人")
                .orElseThrow();
        projects.addImplementer(county, project.id(), "示例检测有限公司", "检测机构").orElseThrow();
        report(scheme, county, city, project, number);
        at(scheme, 200);
        var with = funds.implementers(project);
        for (var line : funds.lines(project)) {
            if (line.title().equals("核心基地设施"))
                sign(scheme, county, project, with.getFirst().id(), line, 80, number);
            if (line.title().equals("检测和标准"))
                sign(scheme, county, project, with.getLast().id(), line, 100, number);
        }
        if (number % 4 == 0) return;
        at(scheme, 280);
        int voucher = 1;
        for (var contract : funds.contracts(project))
            pay(scheme, county, project, contract, voucher++, 30 + 10 * (number % 5));
        for (var line : funds.lines(project))
            if (line.title().equals("品牌宣传")) {
                var form = new NewVoucher(
                        String.valueOf(line.id()),
                        line.purpose(),
                        "",
                        "记-" + voucher,
                        day(scheme, 270).toString(),
                        "示例文化传播公司",
                        "宣传片首付（演示）",
                        String.valueOf(line.amount().toYuan().longValue() / 4));
                payments.pay(county, project.id(), form, null).orElseThrow();
                if (number == 3)
                    payments.markOffPurpose(
                                    city,
                                    project.id(),
                                    payments.vouchers(project, 0, 1).getFirst().id(),
                                    "凭证后附的是别的产品的宣传品（演示）")
                            .orElseThrow();
            }
    }

    /// What was brought about, and the reports of the months and quarters so far; the last ones are still owed.
    private void report(Scheme scheme, Actor county, Actor city, Project project, int number) {
        at(scheme, 305);
        var entries = List.of(
                new Entry("project.core_bases", 200, "1", "核心基地建成"),
                new Entry("project.scale_operators", 210, "1", "合作社升为市级示范社"),
                new Entry("project.farmers_led", 220, String.valueOf(380 + 40 * number), "订单带动"),
                new Entry("project.trained", 190, String.valueOf(260 + 50 * number), "标准化生产培训班"),
                new Entry("project.tests", 230, "1", "营养品质评价"),
                new Entry("project.province_reports", 180, "1", "省级媒体报道"),
                new Entry("project.province_reports", 250, "1", "省级媒体报道"));
        for (var entry : entries.subList(0, Math.min(entries.size(), 2 + number)))
            enter(scheme, county, project, entry);
        var photo = files.of("培训照片");
        var training = archive.tasks(project).stream()
                .filter(task -> task.evidence().contains("照片"))
                .findFirst();
        archive.add(
                        county,
                        project.id(),
                        training.map(Task::id).orElse(""),
                        "现场照片（演示）",
                        day(scheme, 190).toString(),
                        new Attachment(photo.name(), photo.stream()))
                .orElseThrow();
        for (var owed : reports.ofProject(project)) {
            if (owed.dueOn().isAfter(day(scheme, 280 + 8 * number))) continue;
            clock.setPast(owed.dueOn()
                    .plusDays(number == 5 ? 3 : 0)
                    .atTime(LocalTime.of(15, 10))
                    .atZone(Ui.ZONE)
                    .toInstant());
            var fields = new TreeMap<String, String>();
            for (var title : reports.task(owed).report()) fields.put(title, "按方案推进（演示）");
            var filed = reports.file(county, owed.id(), owed.revision(), fields).orElseThrow();
            if (owed.dueOn().isBefore(day(scheme, 240)))
                reports.accept(city, filed.id(), "").orElseThrow();
        }
    }

    /// The cities' accounts of the year: one is late, and one still owed.
    private void summarise(Scheme scheme, Staff staff) {
        at(scheme, 325);
        var owed = reports
                .list(staff.province().scope(), new ReportFilter(null, ReportFilter.Standing.OWED, null), null, 200)
                .stream()
                .filter(one -> one.projectId() == null)
                .toList();
        for (int i = 0; i < owed.size() - 1; i++) {
            at(scheme, i == 0 ? 340 : 325);
            var fields = new TreeMap<String, String>();
            for (var title : reports.task(owed.get(i)).report()) fields.put(title, "按方案完成（演示）");
            reports.file(
                            staff.city(owed.get(i).region()),
                            owed.get(i).id(),
                            owed.get(i).revision(),
                            fields)
                    .orElseThrow();
        }
    }

    /// The project of the county in which a newcomer signs in is being evaluated: an expert has it on his desk.
    private void evaluate(Scheme scheme, Staff staff) {
        var own = projects.ofAllocation(
                        scheme.ref(), scheme.allocations().getFirst().id())
                .get("上党高粱");
        if (own == null) return;
        var county = staff.county(own.region());
        var city = staff.city(own.region());
        at(scheme, 345);
        for (var entry : List.of(
                new Entry("project.income_growth_percent", 320, "11.5", "带动农户收入调查"),
                new Entry("project.tests", 230, "1", "营养品质评价"),
                new Entry("project.films", 300, "1", "宣传片"),
                new Entry("project.national_reports", 310, "1", "国家级媒体报道"),
                new Entry("project.province_reports", 60, "1", "省级媒体报道"),
                new Entry("project.province_reports", 150, "1", "省级媒体报道"),
                new Entry("project.province_reports", 240, "1", "省级媒体报道"))) enter(scheme, county, own, entry);
        long id = procedures.evaluate(county, own.id()).orElseThrow().id();
        at(scheme, 350);
        submit(county, id, "合同", "专账信息", "专管人员");
        submit(county, id, "资金凭证", "公示材料", "工作档案", "自评报告");
        at(scheme, 355);
        scoring.invite(
                        city,
                        id,
                        new InviteForm(
                                cases.find(city.scope(), id).orElseThrow().revision(),
                                1,
                                BigDecimal.valueOf(80),
                                List.of(staff.experts().getFirst().accountId())))
                .orElseThrow();
    }

    private void submit(Actor county, long id, String... documents) {
        for (var title : documents) {
            var made = files.of(title);
            papers.attach(county, id, new Upload(title, "", made.name(), made.stream()))
                    .orElseThrow();
        }
        cases.act(
                        county,
                        id,
                        new ActForm(
                                Act.SUBMIT,
                                cases.find(county.scope(), id).orElseThrow().revision(),
                                "（演示）"))
                .orElseThrow();
    }

    private void enter(Scheme scheme, Actor county, Project project, Entry entry) {
        var proof = files.of("成果证明");
        outputs.add(
                        county,
                        project.id(),
                        new NewOutput(
                                entry.fact, day(scheme, entry.day).toString(), entry.amount, entry.title + "（演示）"),
                        new Attachment(proof.name(), proof.stream()))
                .orElseThrow();
    }

    private record Entry(String fact, int day, String amount, String title) {}

    private void hand(Scheme scheme, Actor actor, Project project, long yuan, String document, int day) {
        funds.transfer(
                        actor,
                        project.id(),
                        new NewTransfer(
                                String.valueOf(yuan), document, day(scheme, day).toString()))
                .orElseThrow();
    }

    private void sign(
            Scheme scheme, Actor county, Project project, long with, BudgetLine line, int percent, int number) {
        funds.contract(
                        county,
                        project.id(),
                        new NewContract(
                                String.valueOf(with),
                                String.valueOf(line.id()),
                                "演示合同" + number + "-" + line.id(),
                                line.title() + "（演示）",
                                String.valueOf(line.amount().toYuan().longValue() * percent / 100),
                                day(scheme, 190).toString()),
                        null)
                .orElseThrow();
    }

    private void pay(Scheme scheme, Actor county, Project project, Contract contract, int number, int percent) {
        var line = funds.lines(project).stream()
                .filter(one -> one.id() == contract.lineId())
                .findFirst()
                .orElseThrow();
        payments.pay(
                        county,
                        project.id(),
                        new NewVoucher(
                                String.valueOf(line.id()),
                                line.purpose(),
                                String.valueOf(contract.id()),
                                "记-" + number,
                                day(scheme, 250).toString(),
                                "",
                                "按合同付进度款（演示）",
                                String.valueOf(contract.amount().toYuan().longValue() * percent / 100)),
                        null)
                .orElseThrow();
    }

    private static LocalDate day(Scheme scheme, int ofPeriod) {
        return scheme.period().from().plusDays(ofPeriod);
    }

    private void at(Scheme scheme, int day) {
        clock.setPast(
                day(scheme, day).atTime(LocalTime.of(10, 20)).atZone(Ui.ZONE).toInstant());
    }
}
