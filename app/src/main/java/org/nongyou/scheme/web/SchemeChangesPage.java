package org.nongyou.scheme.web;

import java.util.List;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeChange;
import org.nongyou.scheme.SchemeVersion;
import org.nongyou.web.Ui;

/// What two versions of a scheme say differently.
public record SchemeChangesPage(
        Scheme scheme, List<SchemeVersion> versions, int from, int to, List<SchemeChange> changes) {

    public String base() {
        return "/schemes/" + Ui.query(scheme.id());
    }

    public List<String> files() {
        return changes.stream().map(SchemeChange::file).distinct().toList();
    }

    public List<SchemeChange> in(String file) {
        return changes.stream().filter(one -> one.file().equals(file)).toList();
    }

    public static String fileTitle(String file) {
        return switch (file) {
            case "scheme.yaml" -> "条款、机构和事实";
            case "targets.yaml" -> "指标和目标";
            case "catalogue.yaml" -> "目录";
            case "procedures.yaml" -> "程序";
            case "checklists.yaml" -> "清单";
            case "scores.yaml" -> "评分表";
            case "subsidies.yaml" -> "补助";
            case "tasks.yaml" -> "任务";
            case "cases.yaml" -> "算例";
            default -> file;
        };
    }

    public String say() {
        if (from == to) return "两边是同一版，没有不同。";
        return changes.isEmpty()
                ? "第 " + from + " 版和第 " + to + " 版没有不同。"
                : "第 " + to + " 版和第 " + from + " 版有 " + changes.size() + " 处不同。";
    }
}
