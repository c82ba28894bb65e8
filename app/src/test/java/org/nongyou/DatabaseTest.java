package org.nongyou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.nongyou.database.EmbeddedPostgres;

/// A server of its own: roles are the server's, and the suite's has the application's already. The methods tell one
/// story, in their order.
@DisplayName("--database：给的用户权限不够，一句话说怎么办")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseTest {

    @TempDir
    static Path folder;

    private EmbeddedPostgres postgres;
    private DSLContext administrator;

    @BeforeAll
    void start() {
        postgres = EmbeddedPostgres.start(folder.resolve("pg"), EmbeddedPostgres.Durability.THROWAWAY);
        administrator = DSL.using(postgres.url(), postgres.user(), postgres.password());
        for (var user : List.of("plain", "maker")) {
            administrator.execute("create role %s login password 'secret-of-tests'".formatted(user));
            administrator.execute("create database %s owner %s".formatted(user, user));
        }
        administrator.execute("alter role maker createrole");
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    private String address(String user) {
        return postgres.url().replaceFirst("/[^/]+$", "/" + user) + "?user=" + user + "&password=secret-of-tests";
    }

    private Database open(String user) {
        return Database.external(address(user), Map.of());
    }

    @Test
    @Order(1)
    @DisplayName("不能建角色：一行中文，写着两条出路，退出码 1")
    void cannotMakeRoles() throws Exception {
        assertThatThrownBy(() -> open("plain"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("不能建角色")
                .hasMessageContaining("alter role plain createrole")
                .hasMessageContaining("create role nongyou_app nologin")
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("secret-of-tests");
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(Main.run(List.of(
                        "--port",
                        String.valueOf(port),
                        "--data",
                        folder.resolve("data").toString(),
                        "--database",
                        address("plain"))))
                .isEqualTo(1);
    }

    @Test
    @Order(2)
    @DisplayName("能建角色的用户：自己建好，表也建好")
    void makesTheRole() {
        try (var database = open("maker")) {
            database.migrate();
        }
        try (var again = open("maker")) {
            again.migrate();
        }
        assertThat(administrator.fetchExists(
                        DSL.table("pg_roles"),
                        DSL.field("rolname", String.class).eq("nongyou_app")))
                .isTrue();
    }

    @Test
    @Order(3)
    @DisplayName("角色别人已经建了：说要哪一条授权；照着做就能启动，以后收回也能启动")
    void takesTheRoleOn() {
        assertThatThrownBy(() -> open("plain"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("grant nongyou_app to plain with admin option")
                .hasMessageNotContaining("\n");
        administrator.execute("grant nongyou_app to plain with admin option");
        try (var database = open("plain")) {
            database.migrate();
        }
        administrator.execute("revoke admin option for nongyou_app from plain cascade");
        try (var again = open("plain")) {
            again.migrate();
        }
    }
}
