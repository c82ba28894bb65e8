package org.nongyou.identity;

/// What a person may do, apart from where. Screens and server ask the same table, [Role#verbs()].
public enum Verb {
    /// Read cases, bases, producers and the internal side of the catalogue.
    READ("查阅"),
    /// Enter and change producers and bases.
    REGISTER("登记主体和基地"),
    /// Start, fill in and submit cases.
    APPLY("申报"),
    /// Decide cases in the name of the office: pass, return, reject, conclude.
    DECIDE("办理"),
    /// Score a case as an invited expert.
    SCORE("评分"),
    /// Manage listings: warn, order rectification, suspend, take over published results.
    MANAGE_CATALOGUE("管理目录"),
    /// Handle objections and publish notices.
    PUBLISH("公示公告"),
    /// Enter reported figures.
    REPORT("填报数据"),
    /// Settle on record what a scheme leaves open.
    SETTLE("认定存疑条款"),
    /// Read the journal.
    AUDIT("查看操作日志"),
    /// Manage offices and accounts.
    ADMINISTER("管理机构和账号"),
    /// Import from files and export lists.
    EXCHANGE("导入导出"),
    /// Write farm acts and the ledger of inputs: for oneself, or for a household in one's area.
    RECORD("记录农事和投入品"),
    /// Issue a commitment certificate: only the producer, as it is its own commitment.
    CERTIFY("开具合格证"),
    /// Look at certificates of goods that come in, and record it.
    INSPECT_ENTRY("进货查验");

    private final String title;

    Verb(String title) {
        this.title = title;
    }

    /// What a producer answers for itself and no office has: who opens a producer's account need not have it to give
    /// it.
    public boolean isProducersOwn() {
        return this == CERTIFY || this == INSPECT_ENTRY;
    }

    /// As it reads after 不能 and 要办: 管理机构和账号.
    public String title() {
        return title;
    }
}
