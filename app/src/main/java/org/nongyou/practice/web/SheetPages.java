package org.nongyou.practice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.practice.Mode;
import org.nongyou.practice.Sheet;
import org.nongyou.practice.SheetKind;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;

/// What the pages of sheets and modes show.
public final class SheetPages {

    private SheetPages() {}

    /// Page `/sheets`.
    public record Sheets(
            String say,
            @Nullable SheetKind kind,
            String words,
            List<Sheet> rows,
            int total,
            int page,
            Address address) {
        public List<SheetKind> kinds() {
            return List.of(SheetKind.values());
        }
    }

    /// Page `/sheets/new`.
    public record Form(Base base, Entered entered) {
        public List<SheetKind> kinds() {
            return List.of(SheetKind.values());
        }

        public String produce() {
            return entered.value("produce").isEmpty() ? base.product() : entered.value("produce");
        }
    }

    /// Page `/sheets/{id}`.
    public record One(Sheet sheet, List<Sheet> versions, boolean mayChange, List<String> missing, Entered entered) {
        public String say() {
            return sheet.inUse()
                    ? "正在用的第 " + sheet.version() + " 版，" + sheet.issued() + " 发布。打印上墙，二维码打开公开页。"
                    : sheet.ended() + " 停用：" + sheet.endedReason() + "。";
        }
    }

    /// What anybody sees and what is printed.
    /// @param qr      picture of the address
    /// @param large   A3
    public record Wall(Sheet sheet, String qr, String address, boolean large) {}

    /// The card on a base's page.
    public record Card(long baseId, List<Sheet> rows, boolean mayIssue, boolean open) {}

    /// Page `/modes`.
    public record Modes(List<Mode> rows, boolean mayRecord, Entered entered) {}
}
