package org.nongyou.scheme.loading;

import dev.cel.common.CelIssue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.nongyou.kernel.FactType;
import org.nongyou.scheme.loading.Expressions.Fault;

/// What is wrong with an expression as people read it: the compiler's English, and types that do not fit, in Chinese
/// sentences that say what to write instead.
final class ExpressionFaults {

    private static final Pattern OVERLOAD = Pattern.compile("for '([^']+)' applied to '\\((.*?)\\)'");
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'");

    private ExpressionFaults() {}

    static Fault ofResult(Set<FactType> wanted, String found) {
        return new Fault(0, "结果要是" + titles(wanted) + "，这里算出来是" + found);
    }

    static Fault ofType(CelIssue issue, Map<Long, Integer> positions, String text) {
        int offset = startOfCall(text, positions.getOrDefault(issue.getExprId(), 0));
        var message = issue.getMessage();
        var overload = OVERLOAD.matcher(message);
        if (overload.find()) return new Fault(offset, overloadSentence(overload.group(1), overload.group(2)));
        var undeclared = UNDECLARED.matcher(message);
        if (undeclared.find()) {
            var function = undeclared.group(1);
            return new Fault(offset, "没有“" + function + "”这个函数" + NearNames.hint(function, Arithmetic.FUNCTIONS));
        }
        return new Fault(offset, "表达式“" + text + "”里的类型对不上");
    }

    /// CEL places a call at its bracket; people look for its name.
    private static int startOfCall(String text, int offset) {
        int start = offset;
        if (start < text.length() && text.charAt(start) == '(') {
            while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) start--;
        }
        return start;
    }

    private static String overloadSentence(String function, String types) {
        var operands = List.of(types.split(", (?![^(]*\\))"));
        var names = operands.stream().map(ExpressionFaults::celTitle).toList();
        var operator = switch (function) {
            case "@in" -> "in";
            case "_?_:_" -> "? :";
            default -> function.replace("_", "");
        };
        if (Arithmetic.FUNCTIONS.contains(operator)) {
            return "“" + operator + "”不能用在" + String.join("、", names) + "上";
        }
        var hint = hint(operator, operands);
        if (names.size() == 1) return "“" + operator + "”不能用在" + names.getFirst() + "上" + hint;
        return "“" + operator + "”不能用在" + String.join("和", names) + "之间" + hint;
    }

    private static String hint(String operator, List<String> operands) {
        boolean decimal = operands.contains("decimal");
        boolean integer = operands.contains("int");
        boolean text = operands.contains("string");
        if (operands.contains("money") && (decimal || integer)) return "；金额要写成 yuan(100)";
        if (operands.contains("date") && text) return "；日期要写成 date('2021-11-30')";
        if (decimal && integer && (operator.equals("==") || operator.equals("!="))) return "；整数写成 100.0，或用 <=、>= 比较";
        if ((operator.equals("&&") || operator.equals("||") || operator.equals("!"))
                && !operands.equals(List.of("bool"))) return "；它的每一边都要是一个判断";
        if (text && (decimal || integer)) return "；数字不要加引号";
        return "";
    }

    private static String celTitle(String type) {
        return switch (type) {
            case "decimal" -> "小数";
            case "money" -> "金额";
            case "date" -> "日期";
            case "int" -> "整数";
            case "string" -> "文字";
            case "bool" -> "是否";
            case "list(string)" -> "多个选项";
            case "list(int)" -> "一列整数";
            default -> type;
        };
    }

    static Fault ofSyntax(List<CelIssue> issues, String text) {
        var issue = issues.getFirst();
        var location = issue.getSourceLocation();
        int offset = offset(text, location.getLine(), location.getColumn());
        var message = issue.getMessage();
        var rest = text.substring(Math.min(offset, text.length()));
        if (rest.startsWith("=") && !rest.startsWith("==")) return new Fault(offset, "判断相等要写两个等号：==");
        if (rest.startsWith("and") || rest.startsWith("or")) return new Fault(offset, "“并且”写成 &&，“或者”写成 ||");
        if (rest.startsWith("&") || rest.startsWith("|")) return new Fault(offset, "“并且”写成 &&，“或者”写成 ||，都要写两个");
        if (rest.startsWith("'")) return new Fault(offset, "单引号没有收尾");
        if (!rest.isEmpty() && "，。（）；：“”‘’＝＞＜≥≤≠、".indexOf(rest.charAt(0)) >= 0)
            return new Fault(offset, "“" + rest.charAt(0) + "”是中文符号，表达式里要用英文符号");
        if (rest.isBlank() || message.contains("'<EOF>'") && message.startsWith("mismatched"))
            return new Fault(offset, "表达式没有写完：后面少了一部分，或者少了右括号");
        int end = 1;
        while (end < rest.length() && Character.isLetterOrDigit(rest.charAt(end))) end++;
        return new Fault(offset, "表达式在“" + rest.substring(0, end) + "”这里写法有误");
    }

    private static int offset(String text, int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) start = text.indexOf('\n', start) + 1;
        return Math.clamp(start + column, 0, text.length());
    }

    static String title(FactType type) {
        return switch (type) {
            case TEXT -> "文字";
            case CHOICE -> "选项";
            case BOOL -> "是否";
            case INT -> "整数";
            case DECIMAL -> "小数";
            case MONEY -> "金额";
            case DATE -> "日期";
            case CHOICES -> "多个选项";
            case INTS -> "一列整数";
        };
    }

    private static String titles(Set<FactType> types) {
        return types.stream()
                .sorted()
                .map(ExpressionFaults::title)
                .reduce((a, b) -> a + "或" + b)
                .orElse("");
    }
}
