package org.nongyou.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Role;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.kernel.Decision;
import org.nongyou.region.RegionCode;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("上传的文件")
class FilesTest extends ApplicationTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0};

    @Autowired
    Files files;

    private Actor clerk = actor("140423");

    @BeforeEach
    void clerk() {
        clerk = actor("140423");
    }

    private static Actor actor(String region) {
        return new Actor(1, "clerk", "clerk", null, new RegionCode(region), null, Set.of(Role.CLERK), true);
    }

    static Stream<Arguments> contents() throws IOException {
        return Stream.of(
                Arguments.of("证书.pdf", "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8), "application/pdf"),
                Arguments.of("图.png", PNG, "image/png"),
                Arguments.of(
                        "照片.jpg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0}, "image/jpeg"),
                Arguments.of("照片.webp", "RIFF1234WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1), "image/webp"),
                Arguments.of(
                        "照片.heic", "\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1), "image/heic"),
                Arguments.of(
                        "表.xlsx",
                        zip("[Content_Types].xml", "xl/workbook.xml"),
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                Arguments.of(
                        "文.docx",
                        zip("[Content_Types].xml", "word/document.xml"),
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    @DisplayName("按内容认种类")
    void toldByContent(String name, byte[] content, String type) {
        var file = store(name, content).orElseThrow();
        assertThat(file.mediaType()).isEqualTo(type);
        assertThat(file.name()).isEqualTo(name);
        assertThat(files.path(file)).exists().hasBinaryContent(content);
    }

    static Stream<Arguments> refusals() throws IOException {
        return Stream.of(
                Arguments.of("程序.pdf", new byte[] {'M', 'Z', 0, 0}, "file.unknown-type"),
                Arguments.of("网页.jpg", "<html><script>".getBytes(StandardCharsets.UTF_8), "file.unknown-type"),
                Arguments.of("图.svg", "<svg onload=x>".getBytes(StandardCharsets.UTF_8), "file.unknown-type"),
                Arguments.of("压缩.zip", zip("a.txt"), "file.unknown-type"),
                Arguments.of(
                        "宏.xlsx",
                        zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
                        "file.unknown-type"),
                Arguments.of("坏.docx", new byte[] {'P', 'K', 3, 4, 1, 2, 3}, "file.unknown-type"),
                Arguments.of("空.pdf", new byte[0], "file.empty"),
                Arguments.of("../", "%PDF-1".getBytes(StandardCharsets.UTF_8), "file.name-missing"));
    }

    @ParameterizedTest(name = "{0}：{2}")
    @MethodSource("refusals")
    @DisplayName("不收的说清原因")
    void refused(String name, byte[] content, String key) {
        assertThat(store(name, content))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        it -> assertThat(it.refusal().key()).isEqualTo(key));
    }

    @Test
    @DisplayName("几份一起传：各判各的，次序不变，同样的内容只存一份")
    void several() {
        var pdf = "%PDF-1.7 several".getBytes(StandardCharsets.UTF_8);
        var decisions = files.storeAll(
                clerk,
                new RegionCode("140423"),
                7L,
                List.of(
                        new Files.Incoming("甲.pdf", new ByteArrayInputStream(pdf)),
                        new Files.Incoming("乙.exe", new ByteArrayInputStream(new byte[] {'M', 'Z'})),
                        new Files.Incoming("丙.png", new ByteArrayInputStream(PNG)),
                        new Files.Incoming("丁.pdf", new ByteArrayInputStream(pdf)),
                        new Files.Incoming("甲.pdf", new ByteArrayInputStream(pdf))));
        assertThat(decisions.get(1)).isInstanceOf(Decision.Refused.class);
        var stored =
                Stream.of(0, 2, 3, 4).map(n -> decisions.get(n).orElseThrow()).toList();
        assertThat(stored).extracting(StoredFile::name).containsExactly("甲.pdf", "丙.png", "丁.pdf", "甲.pdf");
        assertThat(stored).extracting(StoredFile::id).doesNotHaveDuplicates();
        assertThat(files.path(stored.getLast())).isEqualTo(files.path(stored.getFirst()));
        assertThat(files.path(stored.getFirst())).hasBinaryContent(pdf);
    }

    @Test
    @DisplayName("超过 20 MB 不收，也不留下半个文件")
    void tooLarge() throws IOException {
        var content = new byte[(int) Files.LARGEST + 1];
        System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), 0, content, 0, 8);
        assertThat(store("大.pdf", content)).isInstanceOf(Decision.Refused.class);
        try (var left = java.nio.file.Files.list(Path.of("target/test-data/files"))) {
            assertThat(left.filter(java.nio.file.Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\temp\\报告.pdf, 报告.pdf",
        "a\u202efdp.exe, afdp.exe",
        "'  .hidden.pdf', hidden.pdf",
        "a<b>:c?.pdf, a_b__c_.pdf"
    })
    @DisplayName("文件名里的路径和花招去掉")
    void names(String name, String clean) {
        assertThat(Files.cleanName(name)).isEqualTo(clean);
    }

    @Test
    @DisplayName("同样的内容只存一份；名字和种类不符的补上后缀")
    void oneCopy() {
        var first = store("报告.exe", PNG).orElseThrow();
        var second = store("图.png", PNG).orElseThrow();
        assertThat(first.name()).isEqualTo("报告.exe.png");
        assertThat(files.path(first)).isEqualTo(files.path(second));
        assertThat(first.id()).isNotEqualTo(second.id());
    }

    @Test
    @DisplayName("只有辖区内的人打得开；图片直接看，别的只能下载")
    void servedWithinScope() throws Exception {
        var picture = store("图.png", PNG).orElseThrow();
        var pdf = store("证书.pdf", "%PDF-1.7 x".getBytes(StandardCharsets.UTF_8)).orElseThrow();
        mvc.perform(get("/files/" + picture.id()).with(SignedInAs.actor(clerk)))
                .andExpect(status().isOk())
                .andExpect(content().bytes(PNG))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Disposition", org.hamcrest.Matchers.startsWith("inline")));
        mvc.perform(get("/files/" + pdf.id()).with(SignedInAs.actor(actor("140400"))))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", org.hamcrest.Matchers.startsWith("attachment")));
        mvc.perform(get("/files/" + pdf.id()).with(SignedInAs.actor(actor("140427"))))
                .andExpect(status().isNotFound());
        mvc.perform(get("/public/files/" + picture.id())).andExpect(status().isNotFound());
        files.publish(picture.id());
        mvc.perform(get("/public/files/" + picture.id())).andExpect(status().isOk());
    }

    private Decision<StoredFile> store(String name, byte[] content) {
        return files.store(clerk, new RegionCode("140423"), 7L, name, new ByteArrayInputStream(content));
    }

    private static byte[] zip(String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
