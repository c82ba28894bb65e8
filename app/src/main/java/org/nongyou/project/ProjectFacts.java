package org.nongyou.project;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.FactValue;
import org.nongyou.notice.Notice;
import org.nongyou.notice.Notices;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

/// What rules, score sheets and checklists ask about a project, told from its rows.
@Component
class ProjectFacts implements FactSource {

    private static final Set<String> SUPPLIES = Set.of(
            "project.core_bases",
            "project.scale_operators",
            "project.farmers_led",
            "project.income_growth_percent",
            "project.trained",
            "project.tests",
            "project.films",
            "project.national_reports",
            "project.province_reports",
            "project.province_reports_by_quarter",
            "project.summary_filed_on",
            "project.contracts",
            "project.implementers",
            "project.notices",
            "project.spent_off_purpose",
            "project.separate_account",
            "project.named_manager");

    private final ProjectStore store;
    private final Outputs outputs;
    private final Reports reports;
    private final Notices notices;

    ProjectFacts(ProjectStore store, Outputs outputs, Reports reports, Notices notices) {
        this.store = store;
        this.outputs = outputs;
        this.reports = reports;
        this.notices = notices;
    }

    @Override
    public Set<String> supplies() {
        return SUPPLIES;
    }

    @Override
    public Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        if (!subject.equals(Projects.SUBJECT) || !id.matches("\\d{1,18}")) return Map.of();
        return store.find(Scope.within(RegionCode.COUNTRY), Long.parseLong(id))
                .map(project -> values(project, wanted))
                .orElse(Map.of());
    }

    Map<String, FactValue> values(Project project, Set<String> wanted) {
        var page = "/projects/" + project.id();
        var values = new HashMap<String, FactValue>();
        outputs.facts(project).forEach((name, value) -> values.put(name, new FactValue(value, page + "/outputs")));
        var filed = reports.summaryFiledOn(project);
        if (filed != null) values.put("project.summary_filed_on", new FactValue(filed, "/projects/reports"));
        var implementers = store.implementers(project.id());
        long bound = implementers.stream().filter(one -> one.contracts() > 0).count();
        values.put("project.contracts", new FactValue(bound, page + "#contracts"));
        values.put("project.implementers", new FactValue((long) implementers.size(), page + "#contracts"));
        values.put(
                "project.notices",
                new FactValue(
                        notices.of(Projects.SUBJECT, String.valueOf(project.id())).stream()
                                .filter(notice -> notice.state() != Notice.State.WITHDRAWN)
                                .count(),
                        page + "/evaluation#notice"));
        values.put("project.spent_off_purpose", new FactValue(project.sums().offPurpose(), page + "#vouchers"));
        values.put(
                "project.separate_account",
                new FactValue(!project.accountNumber().isEmpty(), page + "#account"));
        values.put("project.named_manager", new FactValue(!project.manager().isEmpty(), page + "#account"));
        values.keySet().retainAll(wanted);
        return values;
    }
}
