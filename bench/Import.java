import java.io.ByteArrayOutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;

/// What a county clerk of the demo data does with a table of invented producers: hand it in, look at the preview,
/// import it, and wait for the end of the job's progress. Arguments: address, rows. Started by bench/import.sh.
class Import {

    static final String[] HEADS = {
        "类型*", "名称*", "统一社会信用代码", "身份证号", "所在地*", "详细地址", "负责人*", "联系电话*", "主营", "追溯平台注册", "信用档案"
    };
    static final String CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    static final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    static String home = "";
    static String token = "";

    public static void main(String[] args) throws Exception {
        home = args[0];
        var table = table(Integer.parseInt(args[1]));
        System.out.printf("table: %,d bytes%n", table.length);
        readToken(get("/sign-in"));
        form("/sign-in", "username=xian&password=nongyou2026demo");
        readToken(get("/import/producers"));

        long begin = System.nanoTime();
        var handedIn = upload("/import/producers", table);
        var preview = handedIn.headers().firstValue("location").orElseThrow(() -> new IllegalStateException(
                "not taken: " + handedIn.statusCode() + " " + handedIn.body().replaceAll("<[^>]+>", " ")));
        System.out.printf("handed in: %.1f s%n", since(begin));

        begin = System.nanoTime();
        var page = get(preview).body();
        var say = Pattern.compile("[\\d,]+ 行[^。<]*。").matcher(page);
        System.out.printf("preview: %.1f s, %s%n", since(begin), say.find() ? say.group() : page);

        begin = System.nanoTime();
        var job = form(preview.replaceFirst("^https?://[^/]+", "") + "/start", "").headers().firstValue("location").orElseThrow();
        int percent = -1;
        while (true) {
            var progress = get(job + "/progress").body();
            var value = Pattern.compile("value=\"(\\d+)\"").matcher(progress);
            if (value.find() && Integer.parseInt(value.group(1)) / 25 > percent / 25) {
                percent = Integer.parseInt(value.group(1));
                System.out.printf("progress %d %%: %.1f s%n", percent, since(begin));
            }
            if (!progress.contains("hx-get")) break;
            // As often as the page asks, so that the asking itself costs what it costs a person.
            Thread.sleep(1_000);
        }
        var end = Pattern.compile("导入 [^<]*|[^<>]*(没有|失败)[^<>]*").matcher(get(job).body());
        System.out.printf("imported: %.1f s, %s%n", since(begin), end.find() ? end.group().strip() : "?");
    }

    static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    static HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    static HttpResponse<String> form(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                body + "&_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.ofString());
    }

    static HttpResponse<String> upload(String path, byte[] file) throws Exception {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token + "\r\n--edge\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"producers.xlsx\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return client.send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "multipart/form-data; boundary=edge")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    static URI at(String path) {
        return URI.create(path.startsWith("http") ? path : home + path);
    }

    static void readToken(HttpResponse<String> page) {
        var found = TOKEN.matcher(page.body());
        if (!found.find()) throw new IllegalStateException("no form on " + page.uri() + ", " + page.statusCode());
        token = found.group(1);
    }

    static byte[] table(int rows) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "nongyou", "1.0")) {
            var sheet = book.newWorksheet("生产主体");
            for (int c = 0; c < HEADS.length; c++) sheet.value(0, c, HEADS[c]);
            for (int n = 1; n <= rows; n++) {
                var values = new String[] {
                    "农民专业合作社", "演示" + n + "种植专业合作社", code(n), "", "140423", "演示村 " + n, "张演示",
                    "1380000%04d".formatted(n % 10_000), "粮食、蔬菜", "是", "否"
                };
                for (int c = 0; c < values.length; c++) sheet.value(n, c, values[c]);
                if (n % 5000 == 0) sheet.flush();
            }
        }
        return out.toByteArray();
    }

    static String code(int number) {
        var body = "93140423BE%07d".formatted(number);
        int sum = 0;
        for (int i = 0; i < 17; i++) sum += CODE.indexOf(body.charAt(i)) * WEIGHTS[i];
        return body + CODE.charAt((31 - sum % 31) % 31);
    }
}
