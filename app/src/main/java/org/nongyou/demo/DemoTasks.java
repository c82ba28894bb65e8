package org.nongyou.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nongyou.demo.DemoPeople.Staff;
import org.nongyou.demo.DemoPeople.Zhangye;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.kernel.Level;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.task.Assignment;
import org.nongyou.task.AssignmentFilter;
import org.nongyou.task.AssignmentLists;
import org.nongyou.task.Assignments;
import org.nongyou.task.Circulars;
import org.nongyou.task.Dispatches;
import org.nongyou.task.NewCircular;
import org.nongyou.task.NewDispatch;
import org.nongyou.task.NewMember;
import org.nongyou.task.NewSupervision;
import org.nongyou.task.ReportField;
import org.nongyou.task.RosterMember;
import org.nongyou.task.Rosters;
import org.nongyou.task.SupervisionKind;
import org.nongyou.task.Supervisions;
import org.nongyou.task.TaskList;
import org.nongyou.task.TaskLists;
import org.nongyou.web.Clocks;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Tasks in Shanxi and Zhangye: given out some weeks ago, some reported, some returned, some late. Everything
/// reported is invented.
@Component
class DemoTasks {

    private static final String SHANXI = "shanxi-quality-bases";
    private static final String ZHANGYE = "zhangye-organic-2025";
    private static final int AGO = 30;

    private final Schemes schemes;
    private final Dispatches dispatches;
    private final TaskLists taskLists;
    private final Assignments assignments;
    private final AssignmentLists lists;
    private final Circulars circulars;
    private final Supervisions supervisions;
    private final Rosters rosters;
    private final DemoFiles files;
    private final Clocks.Movable clock;

    DemoTasks(
            Schemes schemes,
            Dispatches dispatches,
            TaskLists taskLists,
            Assignments assignments,
            AssignmentLists lists,
            Circulars circulars,
            Supervisions supervisions,
            Rosters rosters,
            DemoFiles files,
            Clocks.Movable clock) {
        this.schemes = schemes;
        this.dispatches = dispatches;
        this.taskLists = taskLists;
        this.assignments = assignments;
        this.lists = lists;
        this.circulars = circulars;
        this.supervisions = supervisions;
        this.rosters = rosters;
        this.files = files;
        this.clock = clock;
    }

    void tell(Staff shanxi, Zhangye zhangye) {
        var today = LocalDate.now(Ui.ZONE);
        try {
            schemes.current(SHANXI).ifPresent(scheme -> {
                shanxi(scheme, shanxi, today);
                shanxiRosters(scheme, shanxi, today);
            });
            schemes.current(ZHANGYE).ifPresent(scheme -> zhangye(scheme, zhangye, today));
        } finally {
            clock.release();
        }
    }

    private void shanxi(Scheme scheme, Staff people, LocalDate today) {
        at(today.minusDays(AGO));
        taskLists
                .issue(
                        people.province(),
                        list(
                                scheme,
                                today,
                                today.plusDays(5),
                                "demo-shanxi-list",
                                List.of(),
                                "articles",
                                "leading-body",
                                "production-modes",
                                "credit-files"))
                .orElseThrow();
        var training = order(
                people.province(),
                scheme,
                "六（三）",
                "上报基地主体培训情况",
                "按培训一次算一次，只报已经办完的（演示）",
                today.minusDays(6),
                List.of("培训次数（次）", "培训人次（人次）"),
                List.of("签到表"),
                Level.COUNTY,
                "demo-shanxi-training");
        var city = people.city(DemoPeople.CITY);
        order(
                city,
                scheme,
                "四（六）",
                "核对在册基地的监管责任人",
                "",
                today.plusDays(3),
                List.of("核对基地（个）"),
                List.of(),
                Level.COUNTY,
                "demo-changzhi-check");
        at(today.minusDays(8));
        int number = 0;
        for (var task : all(people.province(), training)) {
            var clerk = people.counties().get(task.region().value());
            // Xiangyuan has it still to do, as some others.
            if (clerk == null || task.region().equals(DemoPeople.COUNTY) || ++number % 9 == 0) continue;
            if (number % 3 != 0) continue;
            done(clerk, task, 1 + number % 4, 40 + number * 7 % 300);
            if (number % 2 == 0) confirm(people.province(), task);
            else if (number % 15 == 0)
                assignments
                        .sendBack(people.province(), task.id(), 2, "签到表没有盖章，补一份（演示）")
                        .orElseThrow();
        }
        for (var task : all(city, "articles")) done(city, task, 2, 2);
        at(today.minusDays(4));
        circulars
                .publish(
                        people.province(),
                        new NewCircular(
                                scheme.ref(),
                                "六（一）",
                                null,
                                "关于基地主体培训情况超期未报的通报",
                                "名单上的单位到期没有上报。请查清原因，三个工作日内报来（演示）。",
                                "demo-shanxi-circular"))
                .orElseThrow();
        var late = all(city, training).stream()
                .filter(task -> task.region().equals(DemoPeople.COUNTY))
                .findFirst()
                .orElseThrow();
        supervise(
                city,
                new NewSupervision(
                        SupervisionKind.RECTIFICATION,
                        late.id(),
                        late.officeId(),
                        scheme.ref(),
                        "六（三）",
                        "限期补报基地主体培训情况",
                        "省里通报点名，限期补报并说明原因（演示）",
                        null,
                        "",
                        "",
                        today.plusDays(4),
                        "demo-changzhi-rectification"));
    }

    private void shanxiRosters(Scheme scheme, Staff people, LocalDate today) {
        at(today.minusDays(AGO));
        var begin = today.minusDays(400);
        member(people.province(), scheme, "leading-group", "组长", "郭明亮", "厅领导", "山西省农业农村厅", "lingdao", begin);
        member(people.province(), scheme, "leading-group", "联络员", "陈立", "", "山西省农业农村厅", "sheng", begin);
        for (var expert : people.experts())
            member(
                    people.province(),
                    scheme,
                    "expert-team",
                    "专家",
                    expert.name(),
                    "",
                    "省级专家咨询组",
                    expert.username(),
                    begin);
        var city = people.city(DemoPeople.CITY);
        member(city, scheme, "leading-body", "组长", "杨示例", "分管领导", "长治市农业农村局", "", begin);
        member(city, scheme, "leading-body", "成员", "张建国", "", "长治市农业农村局", "shi", begin);
        member(city, scheme, "expert-group", "专家", "周示例", "农艺师", "长治市农业技术推广中心", "", begin);
        var county = people.county(DemoPeople.COUNTY);
        member(county, scheme, "leading-body", "联络员", "王丽", "", "襄垣县农业农村局", "xian", begin);
        var gone = member(county, scheme, "leading-body", "组长", "赵示例", "", "襄垣县农业农村局", "", begin);
        rosters.end(county, gone.id(), today.minusDays(AGO + 10), "工作调动（演示）").orElseThrow();
    }

    private RosterMember member(
            Actor actor,
            Scheme scheme,
            String roster,
            String role,
            String name,
            String post,
            String office,
            String username,
            LocalDate from) {
        return rosters.add(
                        actor,
                        new NewMember(scheme.ref(), roster, role, name, post, office, phone(name), username, from))
                .orElseThrow();
    }

    /// Each has his own, the same at every loading.
    private static String phone(String name) {
        return DemoNames.phone(9_500 + Math.floorMod(name.hashCode(), 499));
    }

    private void supervise(Actor actor, NewSupervision order) {
        supervisions.order(actor, order).orElseThrow();
    }

    private void zhangye(Scheme scheme, Zhangye people, LocalDate today) {
        at(today.minusDays(AGO));
        taskLists
                .issue(
                        people.city(),
                        list(
                                scheme,
                                today,
                                today.plusDays(20),
                                "demo-zhangye-list",
                                List.of(),
                                "publicity",
                                "duties",
                                "soil-series",
                                "input-notice",
                                "complaints",
                                "trace-registration",
                                "guidance",
                                "progress"))
                .orElseThrow();
        var training = order(
                people.city(),
                scheme,
                "三（二）8",
                "上报投入品使用培训情况",
                "分镇统计，附签到表（演示）",
                today.minusDays(4),
                List.of("培训次数（次）", "培训人次（人次）"),
                List.of("签到表"),
                Level.COUNTY,
                "demo-zhangye-training");
        order(
                people.city(),
                scheme,
                "五",
                "上报有机基地认定进度",
                "",
                today.plusDays(4),
                List.of("已认定基地（个）", "在申请基地（个）"),
                List.of(),
                Level.COUNTY,
                "demo-zhangye-progress");
        at(today.minusDays(6));
        for (var task : all(people.city(), training)) {
            if (task.officeId() != officeOf(people.clerk())) continue;
            done(people.clerk(), task, 3, 260);
            assignments
                    .sendBack(people.city(), task.id(), 2, "少党寨镇的签到表，补上再报（演示）")
                    .orElseThrow();
        }
        for (var task : all(people.city(), "publicity"))
            if (task.officeId() == officeOf(people.clerk())) done(people.clerk(), task, 4, 520);
        at(today.minusDays(3));
        supervise(
                people.city(),
                new NewSupervision(
                        SupervisionKind.INTERVIEW,
                        null,
                        officeOf(people.clerk()),
                        scheme.ref(),
                        "五",
                        "约谈培训进度慢的事",
                        "投入品使用培训一再推迟（演示）",
                        today.minusDays(4),
                        "市农业农村局田玉明，区农业农村局马会兰（演示）",
                        "十天内补办两期，补齐签到表（演示）",
                        today.plusDays(7),
                        "demo-zhangye-interview"));
        member(people.city(), scheme, "experts", "专家", "冯示例", "高级农艺师", "张掖市农业技术推广站", "", today.minusDays(200));
        member(people.clerk(), scheme, "experts", "联络员", "马会兰", "", "张掖市甘州区农业农村局", "ganzhou", today.minusDays(200));
    }

    private static TaskList list(
            Scheme scheme, LocalDate today, LocalDate due, String key, List<String> asks, String... tasks) {
        return new TaskList(
                scheme.ref(),
                today.minusDays(AGO).getYear(),
                Stream.of(tasks).filter(id -> scheme.task(id).isPresent()).toList(),
                List.of(),
                due,
                Frequency.QUARTER,
                asks,
                key);
    }

    /// @return the key of its tasks
    private String order(
            Actor actor,
            Scheme scheme,
            String clause,
            String title,
            String content,
            LocalDate due,
            List<String> asks,
            List<String> proofs,
            Level level,
            String key) {
        var to = dispatches.below(actor).stream()
                .filter(office -> office.level() == level && office.department().equals("agriculture"))
                .map(Office::id)
                .toList();
        return "d"
                + dispatches
                        .dispatch(
                                actor,
                                new NewDispatch(scheme.ref(), clause, title, content, due, asks, proofs, to, key))
                        .orElseThrow()
                        .id();
    }

    private List<Assignment> all(Actor actor, String task) {
        return lists.list(actor, AssignmentFilter.of(Map.of("task", task)), null, 1000);
    }

    /// The first field says how often, the second how many.
    private void done(Actor actor, Assignment task, int times, int people) {
        for (var title : task.proofs()) {
            var made = files.of(title);
            assignments
                    .attach(actor, task.id(), title, made.name(), made.stream())
                    .orElseThrow();
        }
        var figures = new HashMap<String, String>();
        for (int i = 0; i < task.asks().size(); i++) {
            var field = task.asks().get(i);
            figures.put(
                    field.title(),
                    field.kind() == ReportField.Kind.WORDS ? "没有（演示）" : Integer.toString(i == 0 ? times : people));
        }
        assignments
                .report(actor, task.id(), task.revision(), true, "已经办完，材料附后（演示）", figures)
                .orElseThrow();
    }

    private void confirm(Actor actor, Assignment task) {
        assignments.confirm(actor, task.id(), task.revision() + 1, "属实（演示）").orElseThrow();
    }

    private static long officeOf(Actor actor) {
        return java.util.Objects.requireNonNull(actor.officeId());
    }

    private void at(LocalDate day) {
        clock.setPast(day.atTime(LocalTime.of(9, 40)).atZone(Ui.ZONE).toInstant());
    }
}
