package org.nongyou.practice.web;

import org.nongyou.practice.WallSheets;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/// What the code on a sheet on the wall opens.
@Controller
class PublicWallSheetController {

    private final WallSheets sheets;

    PublicWallSheetController(WallSheets sheets) {
        this.sheets = sheets;
    }

    @GetMapping("/public/sheets/{code}")
    ModelAndView show(@PathVariable String code) {
        var one = sheets.open(code).orElseThrow(NotFound::new);
        return Page.of("practice/public", new SheetPages.Wall(one, "", "", false));
    }
}
