package org.nongyou.exchange.web;

import org.jspecify.annotations.Nullable;
import org.nongyou.exchange.ImportKind;
import org.nongyou.exchange.Preview;
import org.nongyou.kernel.Refusal;

/// Pages `/import/{kind}` and `/import/{kind}/{id}`.
/// @param preview null while no table is handed in
public record ImportPage(
        ImportKind kind,
        @Nullable Preview preview,
        @Nullable Refusal refusal) {

    public String back() {
        return "/" + kind.code();
    }

    public String say() {
        if (preview == null) return "三步：下载模板，填好传上来，看过预览再导入。导入以前什么也不会改。";
        if (preview.wrong() == 0) return "%,d 行都没有错，可以导入。".formatted(preview.rows());
        if (preview.good() == 0) return "%,d 行都有错，改好再传。一行也没有导入。".formatted(preview.rows());
        return "%,d 行里 %,d 行可以导入，%,d 行有错。可以先导入没错的，也可以改好再传。".formatted(preview.rows(), preview.good(), preview.wrong());
    }

    public String tone() {
        if (preview == null) return "plain";
        return preview.wrong() == 0 ? "ok" : preview.good() == 0 ? "bad" : "warn";
    }
}
