package org.nongyou.scheme.loading;

import org.nongyou.scheme.Problem;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// A place in a file, counted from 1.
record Place(String file, int line, int column) {

    static Place of(String file, Node node) {
        return node.getStartMark().map(mark -> of(file, mark)).orElse(new Place(file, 1, 1));
    }

    static Place of(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /// The place of a sign of a scalar: exact on one line and in literal blocks, else the scalar's start.
    static Place inside(String file, ScalarNode scalar, String text, int offset) {
        var start = of(file, scalar);
        if (scalar.getScalarStyle() == ScalarStyle.LITERAL) {
            var before = text.substring(0, offset);
            int line = (int) before.chars().filter(sign -> sign == '\n').count();
            int column = offset - (before.lastIndexOf('\n') + 1);
            return new Place(file, start.line() + 1 + line, column + 1 + indent(scalar));
        }
        int endLine = scalar.getEndMark().map(mark -> mark.getLine() + 1).orElse(start.line());
        if (endLine != start.line()) return start;
        int quote = scalar.isPlain() ? 0 : 1;
        return new Place(file, start.line(), start.column() + quote + offset);
    }

    private static int indent(ScalarNode scalar) {
        return scalar.getStartMark()
                .map(mark -> {
                    var buffer = mark.getBuffer();
                    int at = mark.getPointer();
                    while (at < buffer.length && buffer[at] != '\n') at++;
                    int spaces = 0;
                    for (at++; at < buffer.length && buffer[at] == ' '; at++) spaces++;
                    return spaces;
                })
                .orElse(0);
    }

    Problem problem(String message) {
        return new Problem(file, line, column, message);
    }
}
