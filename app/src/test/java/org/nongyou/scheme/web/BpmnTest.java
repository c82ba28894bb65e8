package org.nongyou.scheme.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nongyou.scheme.FactCatalogue;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeLoader;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// Every procedure of every document as BPMN: sound in itself. That bpmn-js opens it is BpmnJsTest's part, in e2e.
class BpmnTest {

    private static final String MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI";

    record One(Scheme scheme, Procedure procedure) {
        @Override
        public String toString() {
            return scheme.id() + " " + procedure.id();
        }
    }

    static Stream<One> procedures() throws Exception {
        try (var folders = Files.list(Path.of("../schemes"))) {
            return folders
                    .sorted()
                    .map(folder ->
                            SchemeLoader.load(folder, FactCatalogue.platform()).orElseThrow())
                    .flatMap(scheme -> scheme.procedures().stream().map(one -> new One(scheme, one)))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("每个环节、每步办理都在，id 不重复，每样东西都有图")
    @MethodSource("procedures")
    void isWhole(One one) throws Exception {
        var xml = Bpmn.of(one.scheme(), one.procedure());
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));

        var ids = new ArrayList<String>();
        var all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            var id = ((Element) all.item(i)).getAttribute("id");
            if (!id.isEmpty()) ids.add(id);
        }
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z_][A-Za-z0-9_.-]*"));

        long steps = one.procedure().stages().stream()
                .filter(stage -> stage.end() == null)
                .count();
        assertThat(elements(document, MODEL, "userTask")).hasSize((int) steps);
        assertThat(elements(document, MODEL, "endEvent"))
                .hasSize(one.procedure().stages().size() - (int) steps);
        assertThat(elements(document, MODEL, "startEvent")).hasSize(1);
        long choices = one.procedure().stages().stream()
                .filter(stage -> stage.acts().size() > 1)
                .count();
        assertThat(elements(document, MODEL, "exclusiveGateway")).hasSize((int) choices);
        var flows = elements(document, MODEL, "sequenceFlow");
        int acts = one.procedure().stages().stream()
                .mapToInt(stage -> stage.acts().size())
                .sum();
        assertThat(flows).hasSize(1 + (int) choices + acts);
        for (var flow : flows) assertThat(ids).contains(flow.getAttribute("sourceRef"), flow.getAttribute("targetRef"));

        // Each node lies in one lane, and whatever the model has the diagram draws.
        var placed = elements(document, MODEL, "flowNodeRef").stream()
                .map(Element::getTextContent)
                .toList();
        assertThat(placed)
                .doesNotHaveDuplicates()
                .hasSize((int) (1 + steps + choices)
                        + elements(document, MODEL, "endEvent").size());
        var drawn = new HashSet<String>();
        for (var shape : elements(document, DIAGRAM, "BPMNShape")) drawn.add(shape.getAttribute("bpmnElement"));
        for (var edge : elements(document, DIAGRAM, "BPMNEdge")) drawn.add(edge.getAttribute("bpmnElement"));
        assertThat(drawn).containsAll(placed);
        for (var flow : flows) assertThat(drawn).contains(flow.getAttribute("id"));

        // No two boxes on one place.
        var places = new ArrayList<String>();
        for (var shape : elements(document, DIAGRAM, "BPMNShape")) {
            if (!placed.contains(shape.getAttribute("bpmnElement"))) continue;
            var bounds = (Element) shape.getFirstChild();
            places.add(bounds.getAttribute("x") + " " + bounds.getAttribute("y"));
        }
        assertThat(places).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("页面上的图：除了没有通过的结束，每个环节都画了")
    @MethodSource("procedures")
    void theDrawingHasEveryStep(One one) {
        var drawing = Drawing.of(one.scheme(), one.procedure());
        long steps = one.procedure().stages().stream()
                .filter(stage -> stage.end() == null)
                .count();
        assertThat((long) drawing.boxes().size()).isGreaterThanOrEqualTo(steps + 1);
        assertThat(drawing.boxes().stream().map(box -> box.x() + " " + box.y())).doesNotHaveDuplicates();
    }

    private static List<Element> elements(Document document, String namespace, String name) {
        var list = document.getElementsByTagNameNS(namespace, name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < list.getLength(); i++) elements.add((Element) list.item(i));
        return elements;
    }
}
