package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nongyou.e2e.Visit.Screen;

@DisplayName("进门：公众首页、登录、工作台")
class DoorTest {

    @BeforeAll
    static void browser() {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("公众不用登录就看得到目录")
    void thePublicSeesTheCatalogue(Screen screen) {
        try (var anyone = Visit.asPublic(screen)) {
            anyone.go("/public");
            assertThat(anyone.page.locator("main").innerText()).contains("目录里现在有");
            anyone.fits();
            anyone.hasNoFaults();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("口令不对说得清，登录页读得出，登录后看得到等自己办的事")
    void aReviewerSignsIn(Screen screen) {
        try (var visit = Visit.asPublic(screen)) {
            visit.signIn("shi", "不是这个口令");
            assertThat(visit.page.url()).contains("/sign-in");
            visit.isAccessible();
            visit.fits();
        }
        try (var reviewer = Visit.as("shi", screen)) {
            reviewer.go("/");
            assertThat(reviewer.page.locator("main").innerText()).contains("等我办");
            reviewer.fits();
            reviewer.hasNoFaults();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "/cases/abc", "/cases/99999999", "/cases?before=x", "/jobs/zz", "/schemes/nope"})
    @DisplayName("写错的地址：一页中文说怎么办，不是程序的话")
    void aWrongAddressIsAnsweredOnAPage(String path) {
        try (var clerk = Visit.as("xian", Screen.DESK)) {
            assertThat(clerk.go(path).status()).as(path).isEqualTo(404);
            assertThat(clerk.page.locator("h1").innerText()).isEqualTo("没有找到");
            clerk.isAccessible();
        }
    }
}
