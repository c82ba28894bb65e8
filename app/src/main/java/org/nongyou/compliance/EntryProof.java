package org.nongyou.compliance;

/// What shows that goods may be taken in (进货凭证). Beside certificates of this platform and nothing at all, the kinds are
/// rows.
/// @param code   as kept
/// @param source the clause or rule that allows it
public record EntryProof(String code, String title, String hint, String source) {

    public static final EntryProof CERTIFICATE = new EntryProof("certificate", "承诺达标合格证", "扫码或者输编码", "农产品质量安全法 第三十九条");
    public static final EntryProof NONE = new EntryProof("none", "什么也没有", "不能收", "");
}
