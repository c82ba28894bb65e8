package org.nongyou.catalogue;

import java.math.BigDecimal;
import org.nongyou.scheme.Kind.Quota;

/// How a quota is taken up in one place. What it is judged by is what the targets count: entries in force. A suspended
/// entry may come back, so it keeps its place: only whether one more may enter asks for it too.
/// @param place     the city, county, product or producer by name
/// @param inForce   entries that count toward the targets
/// @param suspended entries that do not, while their suspension lasts
public record QuotaState(Quota quota, String place, int inForce, int suspended) {

    public boolean full() {
        var most = quota.bound().most();
        return most != null && BigDecimal.valueOf(inForce + suspended).compareTo(most) >= 0;
    }

    public boolean over() {
        return quota.bound().above(BigDecimal.valueOf(inForce));
    }

    public boolean below() {
        return quota.bound().below(BigDecimal.valueOf(inForce));
    }

    /// 4 个，另有 1 个暂停（不计入指标，名额保留）
    public String held() {
        return inForce + " 个" + (suspended == 0 ? "" : "，另有 " + suspended + " 个暂停（不计入指标，名额保留）");
    }

    /// 襄垣县已有 4 个，文件要求 3—5 个
    public String sentence() {
        return place + "已有 " + held() + "，文件要求 " + quota.bound().text() + " 个";
    }
}
