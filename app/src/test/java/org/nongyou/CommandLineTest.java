package org.nongyou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("命令行")
class CommandLineTest {

    @Test
    @DisplayName("什么都不写：8080 端口，./data，带演示数据，自带数据库")
    void startsWithoutOptions() {
        assertThat(parse("")).isEqualTo(new CommandLine.Serve(8080, Path.of("./data"), true, null));
    }

    @Test
    @DisplayName("选项次序随意，等号和空格都行")
    void takesOptionsInAnyOrder() {
        assertThat(parse("--no-demo --data=/srv/ny --port 81 --database jdbc:postgresql://db/ny"))
                .isEqualTo(new CommandLine.Serve(81, Path.of("/srv/ny"), false, "jdbc:postgresql://db/ny"));
    }

    @Test
    @DisplayName("子命令的参数原样交给模块，目录和数据库除外")
    void passesTheRestOn() {
        assertThat(parse("scheme check schemes/a schemes/b"))
                .isEqualTo(new CommandLine.Other(
                        "scheme", List.of("check", "schemes/a", "schemes/b"), Path.of("./data"), null));
        assertThat(parse("load --bases 100 --data /srv/ny"))
                .isEqualTo(new CommandLine.Other("load", List.of("--bases", "100"), Path.of("/srv/ny"), null));
    }

    @ParameterizedTest
    @DisplayName("写错了：一句话说怎么写")
    @CsvSource({
        "--prot 80, 不认识“--prot”",
        "--port, --port 后面少了值",
        "--port --no-demo, --port 后面少了值",
        "--port 70000, 1 到 65535",
        "--port abc, 写的是“abc”",
        "--database mysql://x, jdbc:postgresql"
    })
    void refuses(String written, String sentence) {
        assertThatThrownBy(() -> parse(written))
                .isInstanceOf(CommandLine.Miswritten.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("\n");
    }

    private static CommandLine parse(String written) {
        return CommandLine.parse(written.isEmpty() ? List.of() : List.of(written.split(" ")));
    }
}
