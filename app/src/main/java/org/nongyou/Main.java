package org.nongyou;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.nongyou.database.PostgresUnavailable;
import org.springframework.boot.web.server.PortInUseException;

/// The door: reads the command line and hands over. Whatever stops the start is one line in Chinese on standard
/// error and an exit code: 2 for a command that is written wrongly, 1 for everything else.
public final class Main {

    private static final int MISWRITTEN = 2;
    private static final int REFUSED = 1;

    /// No exit code: the server's threads keep the process alive.
    private static final int STAYS = -1;

    private Main() {}

    public static void main(String[] args) {
        var code = run(List.of(args));
        if (code != STAYS) System.exit(code);
    }

    /// @return the exit code, or [#STAYS]
    static int run(List<String> arguments) {
        try {
            return act(CommandLine.parse(arguments));
        } catch (CommandLine.Miswritten e) {
            return refuse(MISWRITTEN, e.getMessage());
        } catch (PostgresUnavailable | StartRefused e) {
            return refuse(REFUSED, e.getMessage());
        }
    }

    private static int act(CommandLine command) {
        return switch (command) {
            case CommandLine.Help _ -> {
                System.out.print(CommandLine.HELP);
                yield 0;
            }
            case CommandLine.Serve serve -> serve(serve);
            case CommandLine.Train train -> Training.run(train.data());
            case CommandLine.Other other -> other(other);
        };
    }

    private static int serve(CommandLine.Serve serve) {
        refuseTakenPort(serve.port());
        var server = start(serve);
        System.out.println("ready http://localhost:" + server.port());
        server.demoAccounts().forEach(System.out::println);
        return STAYS;
    }

    private static Server start(CommandLine.Serve serve) {
        try {
            return Server.start(new Server.Settings(serve.port(), serve.data(), serve.demo(), serve.database(), true));
        } catch (RuntimeException e) {
            throw oneLine(e, serve.port(), serve.data());
        }
    }

    /// Commands of the modules: those that need nothing but their arguments, and those that work in the application.
    private static int other(CommandLine.Other other) {
        for (var command : ServiceLoader.load(Command.class)) {
            if (command.name().equals(other.name())) return command.run(other.arguments(), System.out);
        }
        try (var server = Server.start(new Server.Settings(0, other.data(), false, other.database(), false))) {
            var command = server.command(other.name());
            if (command == null) {
                throw new CommandLine.Miswritten("没有“%s”这个命令；./run --help 列出全部".formatted(other.name()));
            }
            return command.run(other.arguments(), System.out);
        } catch (CommandLine.Miswritten e) {
            throw e;
        } catch (RuntimeException e) {
            throw oneLine(e, 0, other.data());
        }
    }

    /// Before anything slow begins. Whoever takes the port in the meantime is found out when Tomcat starts.
    private static void refuseTakenPort(int port) {
        if (port == 0) return;
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(port));
        } catch (BindException e) {
            var reason = e.getMessage();
            throw reason != null && reason.contains("ermission denied")
                    ? new StartRefused("端口 %d 要管理员权限才能用；换一个 1024 以上的（--port）".formatted(port))
                    : portTaken(port);
        } catch (IOException e) {
            throw new StartRefused("端口 %d 不能用：%s；换一个（--port）".formatted(port, e.getMessage()));
        }
    }

    private static RuntimeException oneLine(RuntimeException failure, int port, Path data) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PostgresUnavailable known) return known;
            if (cause instanceof StartRefused known) return known;
            if (cause instanceof PortInUseException) return portTaken(port);
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("No space left")) {
                return new StartRefused("磁盘满了：%s 所在的盘写不下；腾出空间再启动，已保存的数据不受影响".formatted(data));
            }
            root = cause;
        }
        var said = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return new StartRefused(
                "没有启动成：%s（%s）；详情在 %s".formatted(said, root.getClass().getSimpleName(), data.resolve("nongyou.log")));
    }

    private static StartRefused portTaken(int port) {
        return new StartRefused("端口 %d 已被占用；停下占用它的程序，或换一个端口（--port）".formatted(port));
    }

    private static int refuse(int code, @Nullable String sentence) {
        System.err.println(sentence);
        return code;
    }
}
