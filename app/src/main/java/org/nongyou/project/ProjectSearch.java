package org.nongyou.project;

import java.util.List;
import org.nongyou.region.Divisions;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchSource;
import org.springframework.stereotype.Component;

@Component
class ProjectSearch implements SearchSource {

    private final ProjectLists lists;
    private final Divisions divisions;

    ProjectSearch(ProjectLists lists, Divisions divisions) {
        this.lists = lists;
        this.divisions = divisions;
    }

    @Override
    public int order() {
        return 66;
    }

    @Override
    public String kind() {
        return "项目";
    }

    @Override
    public List<Hit> hits(Scope scope, String words, int limit) {
        return lists.list(scope, new ProjectFilter(null, null, null, words), null, limit).stream()
                .map(project -> new Hit(
                        project.product() + "项目",
                        project.number() + "，" + divisions.path(project.region()) + "，"
                                + project.state().title(),
                        "/projects/" + project.id()))
                .toList();
    }
}
