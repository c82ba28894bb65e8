package org.nongyou;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("/health 和静态文件")
class HealthTest extends ApplicationTest {

    @Test
    @DisplayName("不登录也答，带版本号，不开会话")
    void answersWithoutSignIn() throws Exception {
        mvc.perform(get("/health"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("up"))
                .andExpect(jsonPath("$.version").value("0.1.0"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(cookie().doesNotExist("nongyou"));
    }

    @Test
    @DisplayName("浏览器库存一年，.mjs 是脚本")
    void servesLibraries() throws Exception {
        mvc.perform(get("/lib/maplibre-gl.mjs"))
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith("text/javascript"))
                .andExpect(header().string("Cache-Control", "max-age=31536000, public, immutable"));
    }

    @Test
    @DisplayName("自己的样式每次问一声")
    void asksAboutOwnFiles() throws Exception {
        mvc.perform(get("/css/app.css"))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", org.hamcrest.Matchers.containsString("no-cache")));
    }
}
