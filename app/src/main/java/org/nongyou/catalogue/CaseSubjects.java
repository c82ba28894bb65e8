package org.nongyou.catalogue;

import gg.jte.Content;
import java.util.Optional;
import org.nongyou.base.BaseMap;
import org.nongyou.procedure.CaseSubject;
import org.nongyou.procedure.SubjectCard;
import org.nongyou.procedure.SubjectSource;
import org.nongyou.region.Scope;
import org.nongyou.web.Viewer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Tells procedures what a case can be about, and shows the map of a base on its case.
@Configuration(proxyBeanMethods = false)
class CaseSubjects {

    @Bean
    SubjectSource baseSubjects(Subjects subjects) {
        return source("base", subjects);
    }

    @Bean
    SubjectSource regionSubjects(Subjects subjects) {
        return source("region", subjects);
    }

    @Bean
    SubjectSource siteSubjects(Subjects subjects) {
        return source("site", subjects);
    }

    @Bean
    SubjectSource producerSubjects(Subjects subjects) {
        return source("producer", subjects);
    }

    private static SubjectSource source(String kind, Subjects subjects) {
        return new SubjectSource() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Optional<CaseSubject> find(Scope scope, String id) {
                return subjects.find(scope, kind, id)
                        .map(found -> new CaseSubject(
                                found.kind(),
                                found.id(),
                                found.title(),
                                found.region(),
                                found.producerId(),
                                found.producerName(),
                                found.product(),
                                found.areaMu(),
                                found.link() == null ? "/catalogue?region=" + found.region() : found.link(),
                                found.demo()));
            }
        };
    }

    @Bean
    SubjectCard baseMapOfCase(BaseMap maps) {
        return new SubjectCard() {
            @Override
            public int order() {
                return 10;
            }

            @Override
            public Optional<Content> content(Viewer viewer, String subjectKind, String subjectId) {
                return (subjectKind.equals("base") || subjectKind.equals("site")) && subjectId.matches("\\d{1,18}")
                        ? maps.card(viewer.scope(), Long.parseLong(subjectId))
                        : Optional.empty();
            }
        };
    }
}
