package org.nongyou.standard.web;

import java.util.Map;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// 用药查询 for anyone: growers ask before they spray, without an account.
@Controller
class PublicInputsController {

    private final InputPages pages;

    PublicInputsController(InputPages pages) {
        this.pages = pages;
    }

    @GetMapping("/public/inputs")
    ModelAndView inputs(@RequestParam Map<String, String> query) {
        var page = pages.inputs("/public/inputs", false, query);
        return InputController.answer("standard/inputs", page, page.entered());
    }

    @GetMapping("/public/inputs/banned")
    ModelAndView banned(@RequestParam Map<String, String> query) {
        return Page.of("standard/banned", pages.banned("/public/inputs/banned", query));
    }
}
