package org.nongyou.scheme.web;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Stage;

/// A procedure as BPMN 2.0 with its diagram, for the modelling tools of others: a lane for each level that acts, a user
/// task for each step, an exclusive gateway where a step has several ways out, an end event for each end.
final class Bpmn {

    private static final String MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI";
    private static final String SHAPES = "http://www.omg.org/spec/DD/20100524/DC";
    private static final String EDGES = "http://www.omg.org/spec/DD/20100524/DI";

    private static final int LEFT = 160;
    private static final int TOP = 80;
    private static final int COLUMN = 250;
    private static final int ROW = 130;
    private static final int TASK_WIDTH = 120;
    private static final int TASK_HEIGHT = 80;
    private static final int GATEWAY = 50;
    private static final int EVENT = 36;
    private static final int HEADER = 30;

    /// @param id   as the XML names it
    /// @param kind the element of BPMN
    private record Node(String id, String kind, String name, String words, int x, int y, int width, int height) {
        int middle() {
            return y + height / 2;
        }

        int right() {
            return x + width;
        }
    }

    private record Flow(String id, Node from, Node to, String name) {}

    private record Lane(String id, String name, int y, int height, List<Node> nodes) {}

    private final Scheme scheme;
    private final Procedure procedure;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Flow> flows = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<String, Node> entries = new HashMap<>();
    private final Map<String, Node> exits = new HashMap<>();

    private Bpmn(Scheme scheme, Procedure procedure) {
        this.scheme = scheme;
        this.procedure = procedure;
    }

    static String of(Scheme scheme, Procedure procedure) {
        var bpmn = new Bpmn(scheme, procedure);
        bpmn.place();
        bpmn.connect();
        return bpmn.write();
    }

    /// Columns by how many steps lie before, rows within the lane where two would stand on one place.
    private void place() {
        var ranks = columns();
        var laneOf = new LinkedHashMap<String, String>();
        for (var stage : procedure.stages()) {
            if (stage.end() == null) laneOf.put(stage.id(), Drawing.lane(scheme, stage));
        }
        for (var stage : procedure.stages()) {
            if (stage.end() != null) laneOf.put(stage.id(), laneBefore(stage, laneOf));
        }
        var titles = Drawing.laneTitles().stream().filter(laneOf::containsValue).toList();
        int top = TOP;
        int widest = 0;
        for (var title : titles) {
            var taken = new HashMap<Integer, Integer>();
            int rows = 1;
            var inLane = new ArrayList<Node>();
            for (var stage : procedure.stages()) {
                if (!title.equals(laneOf.get(stage.id()))) continue;
                int column = ranks.getOrDefault(stage.id(), 0);
                int row = taken.merge(column, 1, Integer::sum) - 1;
                rows = Math.max(rows, row + 1);
                inLane.addAll(nodes(stage, LEFT + 80 + column * COLUMN, top + row * ROW + (ROW - TASK_HEIGHT) / 2));
                widest = Math.max(widest, column);
            }
            nodes.addAll(inLane);
            lanes.add(new Lane("lane_" + lanes.size(), title, top, rows * ROW, inLane));
            top += rows * ROW;
        }
    }

    /// Every stage one column after the furthest of those that lead onward to it.
    private Map<String, Integer> columns() {
        var ranks = new HashMap<String, Integer>();
        ranks.put(procedure.start(), 0);
        for (int round = 0; round < procedure.stages().size(); round++) {
            for (var stage : procedure.stages()) {
                var rank = ranks.get(stage.id());
                if (rank == null) continue;
                stage.acts().forEach((act, to) -> {
                    boolean ends = procedure.stage(to).map(Stage::end).isPresent();
                    if ((act.forward() || ends) && rank + 1 < procedure.stages().size())
                        ranks.merge(to, rank + 1, Math::max);
                });
            }
        }
        // What only a backward act reaches, such as a rectification, stands beside the step that leads there.
        for (int round = 0; round < procedure.stages().size(); round++) {
            for (var stage : procedure.stages()) {
                var rank = ranks.get(stage.id());
                if (rank == null) continue;
                for (var to : stage.acts().values()) ranks.putIfAbsent(to, rank + 1);
            }
        }
        return ranks;
    }

    private String laneBefore(Stage end, Map<String, String> laneOf) {
        String lane = null;
        for (var stage : procedure.stages()) {
            if (stage.acts().containsValue(end.id())) lane = laneOf.get(stage.id());
        }
        return lane == null ? laneOf.values().iterator().next() : lane;
    }

    private List<Node> nodes(Stage stage, int x, int y) {
        var id = "stage_" + stage.id();
        int middle = y + TASK_HEIGHT / 2;
        if (stage.end() != null) {
            var end = new Node(id, "endEvent", stage.title(), "", x, middle - EVENT / 2, EVENT, EVENT);
            entries.put(stage.id(), end);
            return List.of(end);
        }
        var made = new ArrayList<Node>();
        if (stage.id().equals(procedure.start())) {
            made.add(new Node("start", "startEvent", "", "", x - 70, middle - EVENT / 2, EVENT, EVENT));
        }
        var task = new Node(id, "userTask", stage.title(), words(stage), x, y, TASK_WIDTH, TASK_HEIGHT);
        made.add(task);
        entries.put(stage.id(), task);
        exits.put(stage.id(), task);
        if (stage.acts().size() > 1) {
            var gateway = new Node(
                    "choice_" + stage.id(),
                    "exclusiveGateway",
                    "",
                    "",
                    task.right() + 25,
                    middle - GATEWAY / 2,
                    GATEWAY,
                    GATEWAY);
            made.add(gateway);
            exits.put(stage.id(), gateway);
        }
        return made;
    }

    /// Who acts and what is asked for, as the documentation of the task.
    private String words(Stage stage) {
        var words = new ArrayList<String>();
        words.add("办理：" + Names.who(scheme, stage));
        if (stage.recordedBy() != null) words.add("登记：" + Names.office(scheme, stage.recordedBy()));
        words.addAll(SchemeController.asks(scheme, stage));
        words.add("条款：" + String.join("、", stage.clauses()));
        return String.join("；", words);
    }

    private void connect() {
        var start = nodes.stream()
                .filter(node -> node.id().equals("start"))
                .findFirst()
                .orElseThrow();
        flow(start, entries.get(procedure.start()), "");
        for (var stage : procedure.stages()) {
            var out = exits.get(stage.id());
            var task = entries.get(stage.id());
            if (out == null || task == null) continue;
            if (out != task) flow(task, out, "");
            stage.acts().forEach((act, to) -> flow(out, entries.get(to), act.title()));
        }
    }

    private void flow(Node from, @Nullable Node to, String name) {
        if (to != null) flows.add(new Flow("flow_" + flows.size(), from, to, name));
    }

    // --- XML

    private String write() {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("definitions");
            xml.writeDefaultNamespace(MODEL);
            xml.writeNamespace("bpmndi", DIAGRAM);
            xml.writeNamespace("dc", SHAPES);
            xml.writeNamespace("di", EDGES);
            xml.writeAttribute("id", "definitions");
            xml.writeAttribute("targetNamespace", "urn:nongyou:scheme:" + scheme.id() + ":" + scheme.version());
            xml.writeAttribute("exporter", "Nongyou");
            collaboration(xml);
            process(xml);
            diagram(xml);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private void collaboration(XMLStreamWriter xml) throws XMLStreamException {
        start(xml, "collaboration", "collaboration");
        start(xml, "participant", "participant");
        xml.writeAttribute("name", procedure.title());
        xml.writeAttribute("processRef", "process");
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void process(XMLStreamWriter xml) throws XMLStreamException {
        start(xml, "process", "process");
        xml.writeAttribute("name", procedure.title());
        xml.writeAttribute("isExecutable", "false");
        documentation(xml, scheme.title() + " 第 " + scheme.version() + " 版，" + String.join("、", procedure.clauses()));
        start(xml, "laneSet", "lanes");
        for (var lane : lanes) {
            start(xml, "lane", lane.id());
            xml.writeAttribute("name", lane.name());
            for (var node : lane.nodes()) text(xml, "flowNodeRef", node.id());
            xml.writeEndElement();
        }
        xml.writeEndElement();
        for (var node : nodes) {
            start(xml, node.kind(), node.id());
            if (!node.name().isEmpty()) xml.writeAttribute("name", node.name());
            if (!node.words().isEmpty()) documentation(xml, node.words());
            for (var flow : flows) if (flow.to() == node) text(xml, "incoming", flow.id());
            for (var flow : flows) if (flow.from() == node) text(xml, "outgoing", flow.id());
            xml.writeEndElement();
        }
        for (var flow : flows) {
            start(xml, "sequenceFlow", flow.id());
            if (!flow.name().isEmpty()) xml.writeAttribute("name", flow.name());
            xml.writeAttribute("sourceRef", flow.from().id());
            xml.writeAttribute("targetRef", flow.to().id());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void diagram(XMLStreamWriter xml) throws XMLStreamException {
        int right = nodes.stream().mapToInt(Node::right).max().orElse(LEFT) + 60;
        int height = lanes.stream().mapToInt(Lane::height).sum();
        xml.writeStartElement(DIAGRAM, "BPMNDiagram");
        xml.writeAttribute("id", "diagram");
        xml.writeStartElement(DIAGRAM, "BPMNPlane");
        xml.writeAttribute("id", "plane");
        xml.writeAttribute("bpmnElement", "collaboration");
        shape(xml, "participant", true, LEFT - HEADER - 40, TOP, right - LEFT + HEADER + 40, height);
        for (var lane : lanes) shape(xml, lane.id(), true, LEFT - 40, lane.y(), right - LEFT + 40, lane.height());
        for (var node : nodes) shape(xml, node.id(), null, node.x(), node.y(), node.width(), node.height());
        for (var flow : flows) edge(xml, flow);
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void shape(
            XMLStreamWriter xml, String id, @Nullable Boolean horizontal, int x, int y, int width, int height)
            throws XMLStreamException {
        xml.writeStartElement(DIAGRAM, "BPMNShape");
        xml.writeAttribute("id", id + "_shape");
        xml.writeAttribute("bpmnElement", id);
        if (horizontal != null) xml.writeAttribute("isHorizontal", horizontal.toString());
        xml.writeEmptyElement(SHAPES, "Bounds");
        xml.writeAttribute("x", String.valueOf(x));
        xml.writeAttribute("y", String.valueOf(y));
        xml.writeAttribute("width", String.valueOf(width));
        xml.writeAttribute("height", String.valueOf(height));
        xml.writeEndElement();
    }

    /// Onward from side to side with one turn; back under the boxes.
    private static void edge(XMLStreamWriter xml, Flow flow) throws XMLStreamException {
        var from = flow.from();
        var to = flow.to();
        xml.writeStartElement(DIAGRAM, "BPMNEdge");
        xml.writeAttribute("id", flow.id() + "_edge");
        xml.writeAttribute("bpmnElement", flow.id());
        if (to.x() >= from.right()) {
            point(xml, from.right(), from.middle());
            if (from.middle() != to.middle()) {
                int turn = to.x() - 20;
                point(xml, turn, from.middle());
                point(xml, turn, to.middle());
            }
            point(xml, to.x(), to.middle());
        } else {
            int start = from.x() + from.width() / 2;
            int end = to.x() + to.width() / 2;
            int low = Math.max(from.y() + from.height(), to.y() + to.height()) + 14;
            point(xml, start, from.y() + from.height());
            point(xml, start, low);
            point(xml, end, low);
            point(xml, end, to.y() + to.height());
        }
        xml.writeEndElement();
    }

    private static void point(XMLStreamWriter xml, int x, int y) throws XMLStreamException {
        xml.writeEmptyElement(EDGES, "waypoint");
        xml.writeAttribute("x", String.valueOf(x));
        xml.writeAttribute("y", String.valueOf(y));
    }

    private static void start(XMLStreamWriter xml, String element, String id) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("id", id);
    }

    private static void text(XMLStreamWriter xml, String element, String value) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }

    private static void documentation(XMLStreamWriter xml, String words) throws XMLStreamException {
        text(xml, "documentation", words);
    }
}
