package org.nongyou;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("术语表")
class GlossaryTest {

    private static final List<String> DOMAIN = List.of(
            "kernel",
            "region",
            "identity",
            "journal",
            "notice",
            "scheme",
            "procedure",
            "producer",
            "base",
            "catalogue",
            "indicator",
            "subsidy",
            "project",
            "task",
            "certification",
            "standard",
            "practice",
            "evaluation",
            "compliance",
            "production");

    @Test
    @DisplayName("领域模块的每个公开类型都在术语表里")
    void everyPublicDomainTypeIsInTheGlossary() throws IOException {
        var glossary = Files.readString(Path.of("../docs/glossary.md"));
        var missing = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        // What the build writes down for Spring lies beside our own.
                        .withImportOption(location -> !location.contains("__") && !location.contains("$$"))
                        .importPackages(DOMAIN.stream()
                                .map(module -> "org.nongyou." + module)
                                .toArray(String[]::new))
                        .stream()
                        .filter(type -> DOMAIN.stream()
                                .anyMatch(module -> type.getPackageName().equals("org.nongyou." + module)))
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName)
                        .filter(name -> !glossary.contains("`" + name + "`"))
                        .sorted()
                        .toList();
        assertThat(missing).as("types that docs/glossary.md does not name").isEmpty();
    }
}
