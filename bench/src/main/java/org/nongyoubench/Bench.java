package org.nongyoubench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `bench/run flowable | pages [part of a page's name …]`; `--small` takes a hundredth of the data.
public final class Bench {

    private Bench() {}

    public static void main(String[] args) throws Exception {
        var words = new ArrayList<>(Arrays.asList(args));
        var small = words.remove("--small");
        var what = words.isEmpty() ? "" : words.removeFirst();
        switch (what) {
            case "flowable" -> FlowableBench.run(Path.of(".cache/bench-flowable"), small ? 200 : 1600);
            case "pages" ->
                PagesBench.run(
                        Path.of(small ? ".cache/bench-small" : ".cache/bench-full"),
                        small
                                ? List.of("--bases", "1000", "--cases", "3000", "--journal", "30000")
                                : List.of("--bases", "100000", "--cases", "300000", "--journal", "3000000"),
                        words);
            default -> {
                System.err.println("bench/run flowable | pages [页面名…] | kill    （--small：百分之一的数据）");
                System.exit(2);
            }
        }
        System.exit(0);
    }
}
