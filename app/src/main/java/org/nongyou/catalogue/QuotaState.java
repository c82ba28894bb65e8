package org.nongyou.catalogue;

import java.math.BigDecimal;
import org.nongyou.scheme.Kind.Quota;

/// How a quota is taken up in one place.
/// @param place the city, county, product or producer by name
public record QuotaState(Quota quota, String place, int taken) {

    public boolean full() {
        var most = quota.bound().most();
        return most != null && BigDecimal.valueOf(taken).compareTo(most) >= 0;
    }

    public boolean over() {
        return quota.bound().above(BigDecimal.valueOf(taken));
    }

    public boolean below() {
        return quota.bound().below(BigDecimal.valueOf(taken));
    }

    /// 襄垣县已有 4 个，文件要求 3—5 个
    public String sentence() {
        return place + "已有 " + taken + " 个，文件要求 " + quota.bound().text() + " 个";
    }
}
