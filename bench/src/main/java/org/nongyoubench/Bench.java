package org.nongyoubench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `bench/run [--small] flowable [--statements] | pages [--statements] [part of a page's name …] | kill [times] |
/// issue-kill [times] | bulk-kill [times] | disk-full FOLDER |
/// figures | checks [certificates …] | certificates [bulk | issue | labels | coverage …]`.
public final class Bench {

    private Bench() {}

    public static void main(String[] args) throws Exception {
        var words = new ArrayList<>(Arrays.asList(args));
        var small = words.remove("--small");
        var tell = words.remove("--statements");
        var what = words.isEmpty() ? "" : words.removeFirst();
        var folder = Path.of(System.getProperty("bench.data", small ? ".cache/bench-small" : ".cache/bench-full"));
        var order = small
                ? List.of("--bases", "6000", "--cases", "18000", "--journal", "100000")
                : List.of("--bases", "100000", "--cases", "300000", "--journal", "3000000");
        switch (what) {
            case "flowable" -> FlowableBench.run(folder, Integer.getInteger("bench.steps", small ? 40 : 1000), tell);
            case "pages" -> PagesBench.run(folder, order, words, tell);
            case "kill" -> KillBench.run(folder, order, words.isEmpty() ? 50 : Integer.parseInt(words.getFirst()));
            case "issue-kill" ->
                IssueKillBench.run(
                        Path.of(System.getProperty("bench.data", ".cache/bench-issue-kill")),
                        List.of("--bases", "100", "--cases", "100", "--journal", "100"),
                        words.isEmpty() ? 50 : Integer.parseInt(words.getFirst()));
            case "bulk-kill" ->
                BulkKillBench.run(
                        Path.of(System.getProperty("bench.data", ".cache/bench-bulk-kill")),
                        List.of("--bases", "100", "--cases", "100", "--journal", "100"),
                        words.isEmpty() ? 10 : Integer.parseInt(words.getFirst()));
            case "disk-full" ->
                DiskFullBench.run(Path.of(words.isEmpty() ? System.getProperty("bench.data", "") : words.getFirst()));
            case "figures" -> FiguresBench.run(Path.of(System.getProperty("bench.data", ".cache/bench-figures")));
            case "checks" ->
                ChecksBench.run(
                        Path.of(System.getProperty("bench.data", ".cache/bench-checks")),
                        words.isEmpty()
                                ? List.of(1_000_000L, 10_000_000L)
                                : words.stream().map(Long::valueOf).toList());
            case "certificates" ->
                IssueBench.run(Path.of(System.getProperty("bench.data", ".cache/bench-certificates")), words);
            default -> {
                System.err.println(
                        "bench/run [--small] flowable [--statements] | pages [--statements] [页面名…] | kill [次数] | issue-kill [次数] | bulk-kill [次数] | disk-full 文件夹 | figures | checks [张数 …] | certificates [bulk | issue | labels | coverage …]");
                System.exit(2);
            }
        }
        System.exit(0);
    }
}
