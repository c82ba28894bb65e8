package org.nongyou.scheme;

import java.io.PrintStream;
import java.util.List;
import org.nongyou.Command;

/// `./run scheme check DIR …`; needs neither database nor Spring.
public final class SchemeCommand implements Command {

    @Override
    public String name() {
        return "scheme";
    }

    @Override
    public int run(List<String> arguments, PrintStream out) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("check")) {
            out.println("用法：./run scheme check 方案文件夹 …");
            return 2;
        }
        return SchemeCheck.run(arguments.subList(1, arguments.size()), out);
    }
}
