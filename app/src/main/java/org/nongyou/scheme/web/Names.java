package org.nongyou.scheme.web;

import java.util.ArrayList;
import java.util.List;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.scheme.Days;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Stage;
import org.nongyou.scheme.Task;
import org.nongyou.web.Ui;

/// How the parts of a scheme read on the page.
final class Names {

    private Names() {}

    static String office(Scheme scheme, String id) {
        if (id.equals(Stage.APPLICANT)) return "申报人";
        return scheme.office(id).map(one -> one.title()).orElse(id);
    }

    static String offices(Scheme scheme, List<String> ids) {
        return Ui.join(ids.stream().map(id -> office(scheme, id)).toList());
    }

    static String who(Scheme scheme, Stage stage) {
        return offices(scheme, stage.by());
    }

    static String days(Days days) {
        return switch (days) {
            case Days.None _ -> "";
            case Days.Fixed(var number, var count) -> number + " " + count.title();
            case Days.ByOffice open -> "天数没有写明，由办理单位定（" + open.count().title() + "）";
        };
    }

    static String due(Task task) {
        return switch (task.due()) {
            case Task.Due.On(var day) -> Ui.date(day) + " 前";
            case Task.Due.ByOffice _ -> "期限没有写明，由责任单位定";
            case Task.Due.Every(var frequency, var day, var dayPath) ->
                frequency.title() + (day != null ? "第 " + day + " 天前" : dayPath != null ? "（哪天由责任单位定）" : "");
            case Task.Due.EveryByOffice _ -> "定期，多久一次由责任单位定";
        };
    }

    static String validity(Schemes schemes, Scheme scheme, Kind kind) {
        return switch (kind.validity().span()) {
            case Kind.Validity.Span.Open _ -> "长期，直到取消";
            case Kind.Validity.Span.Years(var years) -> years + " 年";
            case Kind.Validity.Span.Until(var date) -> "到" + facts(schemes, scheme, date) + "那天";
            case Kind.Validity.Span.Between(var from, var to) -> Ui.date(from) + " 到 " + Ui.date(to);
        };
    }

    static String enforce(Kind.Quota.Enforce enforce) {
        return switch (enforce) {
            case REFUSE -> "超过的不能列入";
            case WARN -> "超过时提醒，可以继续";
            case SHOW -> "只显示，不拦";
        };
    }

    /// What a condition goes by, by the titles of its facts.
    static String facts(Schemes schemes, Scheme scheme, Expression expression) {
        return Ui.join(expression.facts().stream()
                .map(name ->
                        schemes.fact(scheme, name).map(FactDefinition::title).orElse(""))
                .filter(title -> !title.isEmpty())
                .sorted()
                .toList());
    }

    static String frequency(String code) {
        return Frequency.ofCode(code).map(Frequency::title).orElse(code);
    }

    /// What can be done at a step and where each act leads, for those who read instead of look.
    static List<String> acts(Scheme scheme, Procedure procedure, Stage stage) {
        var acts = new ArrayList<String>();
        stage.acts()
                .forEach((act, to) -> acts.add(act.title() + " → "
                        + procedure.stage(to).map(Stage::title).orElse(to)));
        if (stage.recordedBy() != null) acts.add("由" + office(scheme, stage.recordedBy()) + "登记");
        return acts;
    }
}
