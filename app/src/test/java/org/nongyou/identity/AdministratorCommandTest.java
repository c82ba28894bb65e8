package org.nongyou.identity;

import static nongyoudb.journal.Tables.ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.kernel.Decision;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("./run admin：第一个管理员")
class AdministratorCommandTest extends ApplicationTest {

    @Autowired
    AdministratorCommand command;

    @Autowired
    SignIn signIn;

    @BeforeEach
    void clean() {
        rewind();
    }

    @Test
    @DisplayName("开出来的账号能登录，要先改密码，日志里有")
    void opensTheFirstAdministrator() {
        var said = new ByteArrayOutputStream();
        assertThat(run(said, "140000", "sx-admin", "张三")).isZero();
        var text = said.toString(StandardCharsets.UTF_8);
        var password = text.replaceAll("(?s).*一次性密码 ([a-z0-9-]+)，.*", "$1");
        var actor = signIn.signIn("sx-admin", password).orElseThrow();
        assertThat(actor.roles()).containsExactly(Role.ADMINISTRATOR);
        assertThat(actor.region().value()).isEqualTo("140000");
        assertThat(sql.fetchSingle(ENTRIES).getActorName()).isEqualTo("系统");
        assertThat(signIn.signIn("sx-admin", "wrong")).isInstanceOf(Decision.Refused.class);
    }

    @Test
    @DisplayName("写错了说清楚，不留半截")
    void refusesPlainly() {
        var said = new ByteArrayOutputStream();
        assertThat(run(said, "140000")).isEqualTo(2);
        assertThat(run(said, "999999", "sx-admin", "张三")).isEqualTo(1);
        assertThat(run(said, "140000", "有空 格", "张三")).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("用法", "没有这个区划代码", "用户名用小写字母");
        assertThat(sql.fetchCount(ENTRIES)).isZero();
    }

    private int run(ByteArrayOutputStream said, String... arguments) {
        return command.run(List.of(arguments), new PrintStream(said, true, StandardCharsets.UTF_8));
    }
}
