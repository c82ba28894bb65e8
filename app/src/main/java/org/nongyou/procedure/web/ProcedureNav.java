package org.nongyou.procedure.web;

import org.nongyou.identity.Actors;
import org.nongyou.web.NavEntry;
import org.nongyou.web.Viewer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProcedureNav {

    @Bean
    NavEntry workbenchEntry() {
        return new Entry(10, "/", "home", "工作台", null);
    }

    @Bean
    NavEntry casesEntry(Waiting waiting) {
        return new Entry(30, "/cases", "clipboard-check", "基地办理", waiting);
    }

    private record Entry(
            int order,
            String path,
            String icon,
            String title,
            @org.jspecify.annotations.Nullable Waiting waiting) implements NavEntry {

        @Override
        public boolean visibleTo(Viewer viewer) {
            return waiting == null || viewer.may("READ");
        }

        @Override
        public int count(Viewer viewer) {
            return waiting == null ? 0 : waiting.of(Actors.of(viewer)).total();
        }
    }
}
