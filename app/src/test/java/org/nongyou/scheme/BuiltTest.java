package org.nongyou.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.kernel.FactSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// What is read from the classes is what runs.
@DisplayName("产品有哪些页面和事实")
class BuiltTest extends ApplicationTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    List<FactSource> sources;

    @Test
    @DisplayName("从编译结果读出的页面和事实，运行时都在")
    void everythingClaimedIsThere() {
        var built = Built.product();
        var pages = new HashSet<String>();
        mappings.getHandlerMethods().keySet().stream()
                .filter(one -> one.getMethodsCondition().getMethods().isEmpty()
                        || one.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .forEach(one -> pages.addAll(one.getPatternValues()));
        assertThat(pages).containsAll(built.pages()).contains("/cases", "/targets");
        assertThat(built.has(Screen.CASES)).isTrue();

        var facts = new HashSet<String>();
        for (var source : sources) facts.addAll(source.supplies());
        assertThat(facts).containsAll(built.facts());
        assertThat(built.facts()).contains("base.area_mu", "base.certificates");
    }
}
