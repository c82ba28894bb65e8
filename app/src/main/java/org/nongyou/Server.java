package org.nongyou;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.nongyou.database.DataFolder;
import org.nongyou.database.EmbeddedPostgres.Durability;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;

/// A running product: the data folder, the database, and the application on it, closed in the opposite order.
final class Server implements AutoCloseable {

    /// @param port     0 takes a free one
    /// @param database JDBC address, or null for our own PostgreSQL in the data folder
    /// @param web      whether pages are served; commands need none
    record Settings(
            int port, Path data, boolean demo, @Nullable String database, boolean web) {}

    private final DataFolder folder;
    private @Nullable FutureTask<Database> opening;
    private volatile @Nullable Database database;
    private @Nullable ConfigurableApplicationContext context;
    private boolean closed;

    private Server(DataFolder folder) {
        this.folder = folder;
    }

    static Server start(Settings settings) {
        return start(settings, Durability.DURABLE);
    }

    static Server start(Settings settings, Durability durability) {
        var server = new Server(DataFolder.claim(settings.data()));
        // Spring's own hook is off: the database must outlive the last request.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(server::close));
        try {
            server.run(settings, durability);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw server.whyClosed(e);
        }
    }

    /// Spring asks for the address in places that take a failure for "there is none", and then fails with words of its
    /// own: the reason is that of the database.
    private RuntimeException whyClosed(RuntimeException said) {
        return opening != null
                        && opening.state() == Future.State.FAILED
                        && opening.exceptionNow() instanceof RuntimeException refused
                ? refused
                : said;
    }

    private void run(Settings settings, Durability durability) {
        var application = new SpringApplication(NongyouApplication.class);
        application.setMainApplicationClass(NongyouApplication.class);
        // A command too works in the application as it is served, since half of its parts are made for requests; its
        // door is then on loopback only, on a port that nobody is told.
        application.setWebApplicationType(WebApplicationType.SERVLET);
        if (!settings.web()) application.setDefaultProperties(Map.of("server.address", "127.0.0.1"));
        // Here the logging stands already. The database opens while Spring reads what beans there are: the first that
        // needs its address waits for it.
        application.addInitializers(starting -> {
            var opening = new FutureTask<>(() -> open(settings, durability));
            this.opening = opening;
            Thread.ofPlatform().name("database").start(opening);
            starting.getEnvironment().getPropertySources().addFirst(new Address(opening));
        });
        context = application.run(
                "--server.port=" + settings.port(),
                "--nongyou.data=" + folder.path(),
                "--nongyou.demo=" + settings.demo(),
                "--logging.file.name=" + folder.path().resolve("nongyou.log"),
                // The keyboard sees our own lines only; everything else is in the log.
                "--logging.threshold.console=off");
    }

    private Database open(Settings settings, Durability durability) {
        var address = settings.database();
        var opened =
                address == null ? Database.embedded(folder, durability) : Database.external(address, System.getenv());
        database = opened;
        opened.migrate();
        return opened;
    }

    /// Where the database is, for Spring; a start that is refused is refused to whoever asks.
    private static final class Address extends PropertySource<FutureTask<Database>> {

        private static final String PREFIX = "spring.datasource.";

        Address(FutureTask<Database> opening) {
            super("database", opening);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            if (!name.startsWith(PREFIX)) return null;
            return switch (name.substring(PREFIX.length())) {
                case "url" -> opened(source).url();
                case "username" -> opened(source).user();
                case "password" -> opened(source).password();
                default -> null;
            };
        }
    }

    private static Database opened(FutureTask<Database> opening) {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("启动被中断");
        }
    }

    int port() {
        return context instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : 0;
    }

    /// The lines that follow the ready line.
    List<String> demoAccounts() {
        if (context == null) return List.of();
        var accounts = context.getBeanProvider(DemoAccounts.class)
                .orderedStream()
                .flatMap(source -> source.accounts().stream())
                .toList();
        if (accounts.isEmpty()) return List.of();
        var lines = new java.util.ArrayList<String>();
        lines.add("演示账号（用户名 / 口令）：");
        for (var account : accounts) {
            lines.add("  %s / %s  %s，%s"
                    .formatted(account.username(), account.password(), account.person(), account.does()));
        }
        return lines;
    }

    @Nullable
    Command command(String name) {
        if (context == null) return null;
        return context.getBeanProvider(Command.class)
                .orderedStream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /// A start that fails while the database opens must still close it.
    private void awaitDatabase() {
        if (opening == null) return;
        try {
            opened(opening);
        } catch (RuntimeException _) {
            // Whoever started the server heard it.
        }
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        if (context != null) context.close();
        awaitDatabase();
        if (database != null) database.close();
        folder.close();
    }
}
