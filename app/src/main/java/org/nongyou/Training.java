package org.nongyou;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.nongyou.database.EmbeddedPostgres.Durability;

/// The run from which the JDK makes its ahead-of-time cache (JEP 483, 514, 515): a whole start on a throw-away
/// database with the demo data, which go through every kind of act, and the first pages. The classes that they need
/// and how they are used are then in the cache: the first real start loads the demo data in half the time.
final class Training {

    private static final List<String> PAGES =
            List.of("/health", "/", "/sign-in", "/public", "/public/catalogue", "/public/notices", "/no-such-page");
    private static final int ROUNDS = 20;

    private Training() {}

    static int run(Path data) {
        var settings = new Server.Settings(0, data, true, null, true);
        try (var server = Server.start(settings, Durability.THROWAWAY);
                var client = HttpClient.newHttpClient()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (var page : PAGES) {
                    var address = URI.create("http://localhost:" + server.port() + page);
                    client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
                }
            }
            return 0;
        } catch (IOException e) {
            throw new StartRefused("预热没有完成：" + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("预热被中断");
        }
    }
}
