package org.nongyoubench;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// One user's connection: keep-alive, cookies, compressed answers as a browser takes them, and the form token. Plain
/// sockets, because the client shares the machine with what it measures.
final class Browser implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    /// @param body as it came, compressed or not
    record Answer(int status, Map<String, String> headers, byte[] body) {

        String text() {
            if (!"gzip".equals(headers.get("content-encoding"))) return new String(body, StandardCharsets.UTF_8);
            try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        String location() {
            return headers.getOrDefault("location", "");
        }
    }

    private final int port;
    private final Map<String, String> cookies = new TreeMap<>();
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private @Nullable String token;

    Browser(int port) {
        this.port = port;
    }

    /// @throws IllegalStateException when the product does not let the person in
    Browser signIn(String username, String password) throws IOException {
        readToken(get("/sign-in"));
        var answer = post("/sign-in", Map.of("username", username, "password", password));
        if (answer.status() / 100 != 3) {
            throw new IllegalStateException(username + " could not sign in: " + answer.status());
        }
        readToken(get("/account"));
        return this;
    }

    /// Another connection of the same session.
    Browser again() {
        var other = new Browser(port);
        other.cookies.putAll(cookies);
        other.token = token;
        return other;
    }

    private void readToken(Answer answer) {
        var found = TOKEN.matcher(answer.text());
        if (!found.find()) throw new IllegalStateException("no form on the page, status " + answer.status());
        token = found.group(1);
    }

    Answer get(String path) throws IOException {
        return send("GET", path, null);
    }

    Answer post(String path, Map<String, String> fields) throws IOException {
        var all = new TreeMap<>(fields);
        if (token != null) all.put("_csrf", token);
        var body = all.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8));
    }

    private Answer send(String method, String path, byte @Nullable [] body) throws IOException {
        var head = new StringBuilder(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: localhost:")
                .append(port)
                .append("\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n");
        if (!cookies.isEmpty()) {
            head.append("Cookie: ")
                    .append(cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")))
                    .append("\r\n");
        }
        if (body != null) {
            head.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        head.append("\r\n");
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) whole.writeBytes(body);
        var kept = socket != null;
        try {
            return exchange(whole.toByteArray());
        } catch (IOException e) {
            close();
            // The server ends connections that rested; a page is asked for again, an act never.
            if (!kept || body != null) throw e;
            return exchange(whole.toByteArray());
        }
    }

    private Answer exchange(byte[] request) throws IOException {
        open().getOutputStream().write(request);
        return read();
    }

    private Socket open() throws IOException {
        var open = socket;
        if (open == null) {
            open = new Socket(InetAddress.getLoopbackAddress(), port);
            open.setTcpNoDelay(true);
            open.setSoTimeout(60_000);
            socket = open;
            in = new BufferedInputStream(open.getInputStream(), 1 << 16);
        }
        return open;
    }

    private Answer read() throws IOException {
        var stream = in;
        if (stream == null) throw new IllegalStateException("not connected");
        var status = Integer.parseInt(line(stream).split(" ", 3)[1]);
        var headers = new TreeMap<String, String>();
        for (var line = line(stream); !line.isEmpty(); line = line(stream)) {
            var colon = line.indexOf(':');
            var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            var value = line.substring(colon + 1).strip();
            if (name.equals("set-cookie")) keep(value);
            else headers.put(name, value);
        }
        var body = "chunked".equals(headers.get("transfer-encoding"))
                ? chunks(stream)
                : stream.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        if ("close".equals(headers.get("connection"))) close();
        return new Answer(status, headers, body);
    }

    private void keep(String cookie) {
        var pair = cookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty()) cookies.remove(pair[0]);
        else cookies.put(pair[0], pair[1]);
    }

    private static byte[] chunks(InputStream stream) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            var size = Integer.parseInt(line(stream).split(";")[0].strip(), 16);
            body.writeBytes(stream.readNBytes(size));
            line(stream);
            if (size == 0) return body.toByteArray();
        }
    }

    private static String line(InputStream stream) throws IOException {
        var line = new StringBuilder();
        for (int next = stream.read(); next != '\n'; next = stream.read()) {
            if (next < 0) throw new EOFException("the server closed the connection");
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        var open = socket;
        socket = null;
        in = null;
        if (open != null) open.close();
    }
}
