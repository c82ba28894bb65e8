package org.nongyou.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Host;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/// What is no request at all, an address with signs that no address has, a head that never ends, Tomcat answers by
/// itself before any of our pages is asked: in Chinese too, and without telling what runs here.
@Component
class BrokenRequests implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private static final String PAGE = """
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>这次没有收下</title></head><body>\
            <h1>这次没有收下</h1><p>地址或者送来的内容不完整。从<a href="/">首页</a>重新进入，再试一次。</p></body></html>""";

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof Host host) {
                host.getPipeline().addValve(new InChinese());
            }
        });
    }

    /// After the one that Spring Boot puts there: the last one answers first.
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    private static final class InChinese extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
            try {
                response.setContentType("text/html");
                response.setCharacterEncoding(StandardCharsets.UTF_8);
                var writer = response.getReporter();
                if (writer == null) return;
                writer.write(PAGE);
                response.finishResponse();
            } catch (IOException | IllegalStateException e) {
                // Whoever asked is gone.
                response.setError();
            }
        }
    }
}
