package org.nongyou.scheme;

/// The screens on which a scheme's items are carried out. Which of them the product has is not said here but found out
/// ([Built]), so that a page that is built, or taken away, changes what the documents' pages claim.
/// @see SchemeExecution
public enum Screen {
    SCHEME("/schemes/{id}", "方案页", 2),
    TARGETS("/targets", "指标进度", 2),
    FIGURES("/figures", "填报", 2),
    CATALOGUE("/catalogue", "基地目录", 2),
    CASES("/cases", "基地办理", 2),
    TASKS("/tasks", "任务", 3),
    ROSTERS("/rosters", "名册", 3),
    SUBSIDIES("/subsidies", "补助", 3),
    PROJECTS("/projects", "项目", 3),
    CERTIFICATES("/certificates", "认证证书", 3),
    EVALUATIONS("/evaluations", "评价", 3),
    COUNTIES("/evaluations/counties", "质量安全县", 3),
    BRANDS("/brands", "品牌目录", 3);

    private final String path;
    private final String title;
    private final int issue;

    Screen(String path, String title, int issue) {
        this.path = path;
        this.title = title;
        this.issue = issue;
    }

    /// As its controller maps it.
    public String path() {
        return path;
    }

    public String title() {
        return title;
    }

    /// The project's issue that builds it.
    public int issue() {
        return issue;
    }

    /// Where the scheme's part of the screen opens.
    public String href(Scheme scheme) {
        return switch (this) {
            case SCHEME -> "/schemes/" + scheme.id();
            case TARGETS, FIGURES, TASKS, ROSTERS, SUBSIDIES, PROJECTS, CERTIFICATES -> path + "?scheme=" + scheme.id();
            case CATALOGUE, CASES, EVALUATIONS, COUNTIES, BRANDS -> path;
        };
    }
}
