package org.nongyoubench;

import java.nio.file.Path;

/// `bench/run flowable | pages`.
public final class Bench {

    private Bench() {}

    public static void main(String[] args) throws Exception {
        var what = args.length == 0 ? "" : args[0];
        switch (what) {
            case "flowable" -> FlowableBench.run(Path.of("bench/target/flowable"), 2000);
            default -> {
                System.err.println("bench/run flowable | pages | kill");
                System.exit(2);
            }
        }
        System.exit(0);
    }
}
