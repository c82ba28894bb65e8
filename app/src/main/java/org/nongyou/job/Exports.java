package org.nongyou.job;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nongyou.identity.Actor;
import org.nongyou.print.Spreadsheet;
import org.nongyou.region.Divisions;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/// The lists that can be taken away, and the making of their files.
@Service
public class Exports implements JobHandler {

    private static final String LIST = "_list";
    private static final String ROWS = "_rows";

    private final ObjectProvider<ListExport> lists;
    private final Divisions divisions;
    private final Clock clock;

    Exports(ObjectProvider<ListExport> lists, Divisions divisions, Clock clock) {
        this.lists = lists;
        this.divisions = divisions;
        this.clock = clock;
    }

    public Optional<ListExport> find(String kind) {
        return Optional.ofNullable(lists.stream()
                .collect(Collectors.toMap(ListExport::kind, Function.identity()))
                .get(kind));
    }

    /// Writes a list as a table into the stream, which stays open.
    public int write(Actor actor, ListExport list, Map<String, String> query, OutputStream out) {
        var notes = List.of(
                list.title(),
                "辖区：" + (actor.isProducer() ? actor.name() : divisions.path(actor.region())),
                "导出人：" + actor.officeName() + " " + actor.name(),
                "导出时间：" + Ui.time(clock.instant()),
                "含联系电话等信息，按规定保管，不要外传。");
        try (var sheet = new Spreadsheet(out, list.title(), list.columns(), notes)) {
            list.rows(actor, query, sheet::row);
            return sheet.rows();
        }
    }

    public String fileName(ListExport list) {
        return list.title() + " " + LocalDate.now(clock) + ".xlsx";
    }

    /// Parameters of the job that makes the file.
    public Map<String, String> parameters(ListExport list, Map<String, String> query, long rows) {
        var all = new java.util.HashMap<>(query);
        all.put(LIST, list.kind());
        all.put(ROWS, String.valueOf(rows));
        return all;
    }

    @Override
    public String kind() {
        return "list.export";
    }

    @Override
    public boolean resumable() {
        return true;
    }

    @Override
    public JobResult run(JobContext job) {
        var list = find(job.parameters().getOrDefault(LIST, "")).orElseThrow(() -> new JobFailed("没有这个清单，请回到清单页重新导出。"));
        var expected = Long.parseLong(job.parameters().getOrDefault(ROWS, "0"));
        var out = new ByteArrayOutputStream();
        var written = write(job.actor(), new Watched(list, job, expected), job.parameters(), out);
        return new JobResult(
                "导出 " + Ui.number(written) + " 条。文件留 7 天。",
                new JobFile(fileName(list), JobFile.XLSX, out.toByteArray()));
    }

    /// The list with its rows counted as they pass.
    private record Watched(ListExport list, JobContext job, long expected) implements ListExport {

        @Override
        public String kind() {
            return list.kind();
        }

        @Override
        public String title() {
            return list.title();
        }

        @Override
        public List<Spreadsheet.Column> columns() {
            return list.columns();
        }

        @Override
        public long count(Actor actor, Map<String, String> query) {
            return list.count(actor, query);
        }

        @Override
        public void rows(Actor actor, Map<String, String> query, java.util.function.Consumer<List<?>> row) {
            var passed = new long[1];
            list.rows(actor, query, values -> {
                if (passed[0] == Spreadsheet.MOST_ROWS) throw new JobFailed("超过 104 万行，一张表放不下。先按地区筛选，分几次导出。");
                row.accept(values);
                passed[0]++;
                if (passed[0] % 500 == 0) job.progress(passed[0], Math.max(expected, passed[0]));
            });
        }
    }
}
