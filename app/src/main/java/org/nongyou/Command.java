package org.nongyou;

import java.io.PrintStream;
import java.util.List;

/// A sub-command of `./run` that a module supplies: `./run scheme check DIR`.
///
/// One that needs nothing but its arguments is found through `META-INF/services/org.nongyou.Command` and starts
/// neither database nor Spring. One that works on the data is a Spring bean; it runs in the started application,
/// without pages for anybody else and without demo data, and closes with it.
public interface Command {

    /// The first word after `./run`.
    String name();

    /// @param arguments the words after the name; `--data` and `--database` are already taken out for beans
    /// @return the exit code
    int run(List<String> arguments, PrintStream out);
}
