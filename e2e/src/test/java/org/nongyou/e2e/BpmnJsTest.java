package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.e2e.Visit.Screen;

/// A saved procedure is opened by bpmn-js, the viewer that others use. It is fetched for this test alone.
@DisplayName("存出的 BPMN 2.0，bpmn-js 打得开")
class BpmnJsTest {

    private static final Path FOLDER = Path.of("bpmn-js");
    private static final Path VIEWER = FOLDER.resolve("node_modules/bpmn-js/dist/bpmn-viewer.production.min.js");
    private static final int MINUTES = 2;

    private static final String OPEN = """
            async xml => {
              document.body.innerHTML = '<div id="canvas"></div>';
              document.getElementById('canvas').style.cssText = 'width:1200px;height:700px';
              const viewer = new BpmnJS({container: '#canvas'});
              try {
                const {warnings} = await viewer.importXML(xml);
                const drawn = viewer.get('elementRegistry').filter(e => !e.labelTarget).length;
                viewer.destroy();
                return warnings.map(String).concat(drawn < 6 ? ['only ' + drawn + ' elements'] : []);
              } catch (e) { return [String(e)]; }
            }
            """;

    @BeforeAll
    static void viewer() throws IOException, InterruptedException {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
        if (Files.exists(VIEWER)) return;
        var npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean done = npm.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!done) npm.destroy();
        assumeTrue(done && Files.exists(VIEWER), "没有网络，bpmn-js 取不到，这个测试没有跑");
    }

    @Test
    @DisplayName("每份方案的每个程序都打得开，没有警告")
    @SuppressWarnings("unchecked")
    void everyProcedureOpens() throws IOException, InterruptedException {
        try (var anyone = Visit.asPublic(Screen.DESK);
                var http = HttpClient.newHttpClient()) {
            anyone.go("/schemes");
            var schemes = links(anyone.page, "th a[href^='/schemes/']");
            assertThat(schemes).hasSizeGreaterThanOrEqualTo(6);
            int opened = 0;
            for (var scheme : schemes) {
                anyone.go(scheme);
                var files = links(anyone.page, "a[href*='.bpmn']");
                assertThat(files).as(scheme).isNotEmpty();
                anyone.page.navigate("about:blank");
                anyone.page.addScriptTag(new Page.AddScriptTagOptions().setPath(VIEWER));
                for (var file : files) {
                    var xml = http.send(
                            HttpRequest.newBuilder(URI.create(Product.address() + file))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    assertThat(xml.statusCode()).as(file).isEqualTo(200);
                    assertThat((List<String>) anyone.page.evaluate(OPEN, xml.body()))
                            .as(file)
                            .isEmpty();
                    opened++;
                }
            }
            assertThat(opened).isGreaterThan(30);
            anyone.hasNoFaults();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Page page, String selector) {
        return (List<String>) page.evalOnSelectorAll(selector, "all => all.map(a => a.getAttribute('href'))");
    }
}
