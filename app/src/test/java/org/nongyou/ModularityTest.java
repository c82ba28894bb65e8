package org.nongyou;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import brokenmodules.BrokenModules;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

@DisplayName("模块：只用声明过的，不成圈，不伸手进别人里面，不碰别人的表")
class ModularityTest {

    private static final String TABLES = "nongyoudb.";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.nongyou");
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("brokenmodules");

    @Test
    @DisplayName("产品守着模块的规矩")
    void modulesKeepTheRules() {
        // The compiled templates are no module: each belongs to the module whose page it shows.
        ApplicationModules.of(NongyouApplication.class, resideInAPackage("org.nongyou.jte.."))
                .verify();
    }

    @Test
    @DisplayName("违规的样子，规矩都看得出来：成圈、伸手进去、没有声明")
    void theRulesCanFail() {
        var violations = ApplicationModules.of(BrokenModules.class, new ImportOption.OnlyIncludeTests())
                .detectViolations()
                .getMessages();
        assertThat(violations)
                .anyMatch(text -> text.contains("Cycle") && text.contains("circle") && text.contains("ring"))
                .anyMatch(text -> text.contains("thief") && text.contains("non-exposed") && text.contains("Secret"))
                .anyMatch(text -> text.contains("undeclared") && text.contains("hidden"));
    }

    @Test
    @DisplayName("每个模块只碰自己的表")
    void modulesTouchTheirOwnTables() {
        assertThat(tablesRule("org.nongyou", PRODUCT).getFailureReport().getDetails())
                .isEmpty();
    }

    @Test
    @DisplayName("碰别人的表，规矩看得出来")
    void theTablesRuleCanFail() {
        assertThat(tablesRule("brokenmodules", BROKEN).getFailureReport().getDetails())
                .isNotEmpty()
                .allMatch(text -> text.contains("Thief"));
    }

    @Test
    @DisplayName("送来的日期只有一种读法：九位数的年份谁也算不下去")
    void daysAreReadInOneWay() {
        noClasses()
                .that()
                .resideInAPackage("..web..")
                .should()
                .callMethod(LocalDate.class, "parse", CharSequence.class)
                .because("TypedDay takes four digits of a year only")
                .check(PRODUCT);
    }

    @Test
    @DisplayName("表格只有一处写：打印模块；导入模板另有下拉和说明")
    void tablesAreWrittenInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.nongyou.print..")
                .and()
                .doNotHaveFullyQualifiedName("org.nongyou.print.SheetTemplate")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.dhatim.fastexcel")
                .check(PRODUCT);
        classes()
                .that()
                .haveSimpleName("Spreadsheet")
                .should()
                .resideInAPackage("org.nongyou.print")
                .check(PRODUCT);
    }

    @Test
    @DisplayName("核心不靠 Spring，也不靠别的模块")
    void theKernelStandsAlone() {
        classes()
                .that(resideInAPackage("org.nongyou.kernel.."))
                .should()
                .onlyDependOnClassesThat(resideInAPackage("org.nongyou.kernel..")
                        .or(resideInAPackage("java.."))
                        .or(resideInAPackage("org.jspecify.."))
                        .or(resideInAPackage("org.springframework.modulith..")))
                .check(PRODUCT);
    }

    /// Module `base` uses `nongyoudb.base` and no other schema's classes.
    private static EvaluationResult tablesRule(String root, JavaClasses in) {
        return classes()
                .that(resideInAPackage(root + ".*.."))
                .should(new ArchCondition<JavaClass>("touch only the tables of their own module") {
                    @Override
                    public void check(JavaClass one, ConditionEvents events) {
                        var module = module(root, one);
                        for (var dependency : one.getDirectDependenciesFromSelf()) {
                            var target = dependency.getTargetClass().getPackageName();
                            if (!target.startsWith(TABLES)) continue;
                            var schema = target.substring(TABLES.length()).split("\\.")[0];
                            if (!schema.equals(module)) {
                                events.add(SimpleConditionEvent.violated(one, dependency.getDescription()));
                            }
                        }
                    }
                })
                .evaluate(in);
    }

    private static String module(String root, JavaClass one) {
        return one.getPackageName().substring(root.length() + 1).split("\\.")[0];
    }
}
