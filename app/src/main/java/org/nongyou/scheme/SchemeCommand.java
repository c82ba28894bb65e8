package org.nongyou.scheme;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nongyou.Command;
import org.nongyou.scheme.SchemeLoader.Loaded;

/// `./run scheme check DIR …`, `./run scheme new ID`, `./run scheme document TO DIR …`; needs neither database nor
/// Spring.
public final class SchemeCommand implements Command {

    private static final int MISWRITTEN = 2;
    private static final int REFUSED = 1;

    @Override
    public String name() {
        return "scheme";
    }

    @Override
    public int run(List<String> arguments, PrintStream out) {
        var words = arguments.isEmpty() ? List.<String>of() : arguments.subList(1, arguments.size());
        return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "check" -> SchemeCheck.run(words, out);
            case "new" -> words.isEmpty() || words.size() > 2 ? usage(out) : begin(words, out);
            case "document" -> words.size() < 2 ? usage(out) : document(words, out);
            default -> usage(out);
        };
    }

    private static int usage(PrintStream out) {
        out.println("用法：./run scheme check 方案文件夹 …        检查方案，运行算例");
        out.println("      ./run scheme new 方案的id [放在哪里]   写一个带说明的空方案，默认放在 schemes/ 里");
        out.println("      ./run scheme document 写到哪里 方案文件夹 …   写出每条条款由哪个页面执行");
        return MISWRITTEN;
    }

    private static int begin(List<String> words, PrintStream out) {
        var id = words.getFirst();
        if (!Skeleton.mayBeCalled(id)) {
            out.println("“" + id + "”不能作方案的 id：只用小写字母、数字和连字符，例如 model-orchards");
            return REFUSED;
        }
        var folder = Path.of(words.size() > 1 ? words.get(1) : "schemes").resolve(id);
        if (Files.exists(folder)) {
            out.println(folder + " 已经有了，没有动它");
            return REFUSED;
        }
        try {
            Files.createDirectories(folder);
            for (var file : Skeleton.of(id).entrySet())
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
        } catch (IOException e) {
            out.println(folder + ": 写不了：" + e.getMessage());
            return REFUSED;
        }
        out.println("写好了 " + folder + "，照里面的说明改。改完检查：./run scheme check " + folder);
        return 0;
    }

    private static int document(List<String> words, PrintStream out) {
        var to = Path.of(words.getFirst());
        var built = Built.product();
        var catalogue = FactCatalogue.platform();
        int wrong = 0;
        for (var folder : words.subList(1, words.size())) {
            try {
                switch (SchemeLoader.load(Path.of(folder), catalogue)) {
                    case Loaded.Broken(var problems) -> {
                        out.println(folder + ": 有 " + problems.size() + " 处要改，先运行 scheme check");
                        wrong = REFUSED;
                    }
                    case Loaded.Sound(var scheme) -> {
                        Files.createDirectories(to);
                        var page = to.resolve(scheme.id() + ".md");
                        Files.writeString(page, SchemeDocument.of(scheme, built));
                        out.println("写好了 " + page);
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                out.println(folder + ": " + e.getMessage());
                wrong = REFUSED;
            }
        }
        return wrong;
    }
}
