package org.nongyou;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was asked for on the command line.
sealed interface CommandLine {

    String HELP = """
            农优 Nongyou

            用法：
              ./run [选项]                    启动，浏览器打开 http://localhost:8080
              ./run scheme check 目录…        检查方案目录，运行其中的案例
              ./run scheme new 方案的id       写一个带说明的空方案
              ./run scheme document 写到 目录…  写出每条条款由哪个页面执行
              ./run admin 区划代码 用户名 姓名  开第一个管理员账号，给一次性密码
              ./run verify 图片或网址 --keys 公钥   不联网查验合格证的二维码
              ./run load …                    生成压测数据
              ./run --help                    这段说明

            选项：
              --port N           端口，默认 8080
              --data 目录        数据目录（数据库、附件、日志），默认 ./data
              --no-demo          不装演示数据
              --database 地址    用已有的 PostgreSQL（15 及以上），不启动自带的：
                                 jdbc:postgresql://主机:5432/库名?user=用户&password=口令
                                 用户和口令也可放在环境变量 NONGYOU_DATABASE_USER、NONGYOU_DATABASE_PASSWORD
            """;

    record Help() implements CommandLine {}

    /// @param database JDBC address of a PostgreSQL that is not ours to start, or null
    record Serve(
            int port, Path data, boolean demo, @Nullable String database) implements CommandLine {}

    /// The run from which the JDK's ahead-of-time cache is made.
    record Train(Path data) implements CommandLine {}

    record Other(
            String name,
            List<String> arguments,
            Path data,
            @Nullable String database) implements CommandLine {}

    /// The command line cannot be understood; the message says how to write it.
    final class Miswritten extends RuntimeException {
        Miswritten(String message) {
            super(message);
        }
    }

    static CommandLine parse(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) return new Help();
        var rest = new ArrayList<>(arguments);
        var name = rest.isEmpty() || rest.getFirst().startsWith("-") ? "serve" : rest.removeFirst();
        var data = Path.of(takeOr(rest, "--data", "./data"));
        var database = take(rest, "--database");
        if (database != null && !database.startsWith("jdbc:postgresql:")) {
            throw new Miswritten("--database 要写 jdbc:postgresql://主机:端口/库名，写的是“%s”".formatted(database));
        }
        if (name.equals("train")) return new Train(data);
        if (!name.equals("serve")) return new Other(name, List.copyOf(rest), data, database);
        var demo = !rest.remove("--no-demo");
        var port = port(takeOr(rest, "--port", "8080"));
        if (!rest.isEmpty()) throw new Miswritten("不认识“%s”；./run --help 列出全部选项".formatted(rest.getFirst()));
        return new Serve(port, data, demo, database);
    }

    private static String takeOr(List<String> rest, String option, String otherwise) {
        var given = take(rest, option);
        return given == null ? otherwise : given;
    }

    private static @Nullable String take(List<String> rest, String option) {
        for (int place = 0; place < rest.size(); place++) {
            var word = rest.get(place);
            if (word.startsWith(option + "=")) {
                rest.remove(place);
                return word.substring(option.length() + 1);
            }
            if (!word.equals(option)) continue;
            rest.remove(place);
            if (place == rest.size() || rest.get(place).startsWith("--")) {
                throw new Miswritten("%s 后面少了值".formatted(option));
            }
            return rest.remove(place);
        }
        return null;
    }

    private static int port(String written) {
        try {
            var port = Integer.parseInt(written);
            if (port >= 0 && port <= 65_535) return port;
        } catch (NumberFormatException e) {
            // Said below, for both.
        }
        throw new Miswritten("--port 要写 1 到 65535 的整数，写的是“%s”".formatted(written));
    }
}
