package org.nongyou.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.SentStatements;
import org.nongyou.identity.Actor;
import org.nongyou.identity.web.SignedInAs;
import org.springframework.mock.web.MockMultipartFile;

@DisplayName("项目的页面")
class ProjectPagesTest extends ProjectScenario {

    @Test
    @DisplayName("从立项到第一笔支出，每一步在页面上办；错的原样留着")
    void fromEstablishedToPaid() throws Exception {
        assertThat(page(province, "/projects")).contains("还没有项目", "12 个产品，共 3,540 万元", "文件没有写产品所在的县", "立项");
        var list = "/projects/new?scheme=shanxi-gi-protection-2021&allocation=product-funds";
        assertThat(page(province, list)).contains("还有 12 个没有立项", "35,400,000.00", "2,700,000.00", "相符", "灵石县", "文件没有写");
        assertThat(page(county, list))
                .doesNotContain("<form class=\"ny-filter\"")
                .contains("还没立项");
        var refused = send(
                province,
                "/projects/new",
                Map.of(
                        "scheme",
                        "shanxi-gi-protection-2021",
                        "allocation",
                        "product-funds",
                        "product",
                        "隆化小米",
                        "region",
                        "141022",
                        "placeSource",
                        ""));
        assertThat(refused).contains("“依据”还没有填", "value=\"141022\" selected");
        mvc.perform(post("/projects/new")
                        .with(SignedInAs.actor(province))
                        .param("scheme", "shanxi-gi-protection-2021")
                        .param("allocation", "product-funds")
                        .param("product", "灵石酸枣仁"))
                .andExpect(status().is3xxRedirection());
        var project = lists.list(province.scope(), ProjectFilter.NONE, null, 1).getFirst();
        var path = "/projects/" + project.id();
        assertThat(page(province, path)).contains("还有 3,000,000.00 元要下达到市级", "下达资金");
        assertThat(send(
                        province,
                        path + "/transfers",
                        Map.of("amount", "3000001", "document", "晋1", "madeOn", "2021-06-01")))
                .contains("最多还能下达 3,000,000.00 元", "value=\"3000001\"", "value=\"晋1\"");
        done(
                province,
                path,
                "/transfers",
                "#funds",
                Map.of("amount", "3000000", "document", "晋1", "madeOn", "2021-06-01"));
        assertThat(page(city, path)).contains("要下达到县级");
        done(city, path, "/transfers", "#funds", Map.of("amount", "3000000", "document", "市1", "madeOn", "2021-06-02"));
        assertThat(page(county, path)).contains("先填专账和专管人员").doesNotContain("下达资金</button>");
        done(
                county,
                path,
                "/account",
                "#account",
                Map.of("bank", "农商行", "account", "6200000012345678", "manager", "王会计"));
        done(county, path, "/lines", "#budget", Map.of("title", "技术培训", "purpose", "quality", "amount", "100000"));
        done(county, path, "/implementers", "#contracts", Map.of("name", "示例合作社", "role", "证书持有人"));
        assertThat(page(county, path)).contains("预算还差 2,900,000.00 元没有编", "尾号 5678");
        var line = String.valueOf(line(project, "技术培训"));
        var wrong = Map.of(
                "line",
                line,
                "purpose",
                "capacity",
                "number",
                "记-1",
                "paidOn",
                "2021-06-19",
                "amount",
                "1e9",
                "payee",
                "示例公司",
                "content",
                "讲课费");
        assertThat(send(county, path + "/vouchers", wrong))
                .contains("还没有到，到了那天再记", "最多两位小数", "value=\"1e9\"", "value=\"讲课费\"", "value=\"记-1\"");
        assertThat(send(county, path + "/vouchers", with(with(wrong, "paidOn", "2021-06-10"), "amount", "100000.01")))
                .contains("不能在这一项列支", "超了 0.01 元", "三（二）");
        var upload = multipart(path + "/vouchers")
                .file(new MockMultipartFile(
                        "file", "凭证.pdf", "application/pdf", "%PDF-1.7 凭证".getBytes(StandardCharsets.UTF_8)))
                .with(SignedInAs.actor(county));
        with(with(with(wrong, "paidOn", "2021-06-10"), "amount", "60000"), "purpose", "quality")
                .forEach(upload::param);
        mvc.perform(upload).andExpect(redirectedUrl(path + "#vouchers"));
        assertThat(page(county, path)).contains("60,000.00", "执行率 2%", "/files/");
        assertThat(page(city, path)).contains("认定没有专款专用").doesNotContain("记支出</button>");
        assertThat(page(province, "/projects?q=酸枣&state=running")).contains("找到 1 个项目", "灵石酸枣仁");
        assertThat(page(province, "/projects")).contains("执行率 2%", "已支出 6 万元");
        var excel = mvc.perform(get("/export/projects").with(SignedInAs.actor(province)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(excel).startsWith('P', 'K');
        // Another county sees nothing of it, and learns nothing.
        assertThat(page(neighbour, "/projects")).contains("还没有项目").doesNotContain("60,000");
        mvc.perform(get(path).with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        mvc.perform(post(path + "/lines").with(SignedInAs.actor(neighbour))).andExpect(status().isNotFound());
        mvc.perform(get("/projects/new?scheme=none").with(SignedInAs.actor(province)))
                .andExpect(status().isNotFound());
    }

    @Test
    @DisplayName("一行和许多行，问数据库的次数一样多")
    void asManyStatementsForManyRows() throws Exception {
        var project = funded();
        pay(project, "记-0", "100").orElseThrow();
        output(project, "trained", "2021-06-01", "1", "一").orElseThrow();
        var paths = List.of(
                "/projects",
                "/projects/reports?standing=all",
                "/projects/" + project.id(),
                "/projects/" + project.id() + "/outputs",
                "/public/projects");
        for (var path : paths) page(province, path);
        var few = new ArrayList<Integer>();
        for (var path : paths)
            few.add(SentStatements.of(sql, () -> page(province, path)).count());
        for (var product : List.of("清徐葡萄", "偏关羊肉", "临县开阳大枣", "沁水刺槐蜂蜜"))
            establish(province, product, "", "").orElseThrow();
        for (int i = 1; i < 8; i++) {
            pay(project, "记-" + i, "100").orElseThrow();
            output(project, "trained", "2021-06-0" + i, "1", "第" + i).orElseThrow();
        }
        var many = new ArrayList<Integer>();
        for (var path : paths)
            many.add(SentStatements.of(sql, () -> page(province, path)).count());
        assertThat(many).isEqualTo(few);
        assertThat(page(province, "/search?q=酸枣")).contains("灵石酸枣仁项目");
        assertThat(page(neighbour, "/search?q=酸枣")).doesNotContain("灵石酸枣仁项目");
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        var changed = new java.util.TreeMap<>(form);
        changed.put(name, value);
        return changed;
    }

    private void done(Actor who, String path, String form, String section, Map<String, String> typed) throws Exception {
        var request = post(path + form).with(SignedInAs.actor(who));
        typed.forEach(request::param);
        mvc.perform(request).andExpect(redirectedUrl(path + section));
    }

    /// A form that is refused.
    private String send(Actor who, String path, Map<String, String> typed) throws Exception {
        var request = post(path).with(SignedInAs.actor(who));
        typed.forEach(request::param);
        return mvc.perform(request)
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
