package org.nongyou.standard.web;

import java.util.Map;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.web.Entered;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// 用药查询 for whoever has an account.
@Controller
@Requires(Verb.READ)
class InputController {

    private final InputPages pages;
    private final ResiduePages residues;
    private final RuleDataPages data;
    private final ProductPages products;

    InputController(InputPages pages, ResiduePages residues, RuleDataPages data, ProductPages products) {
        this.pages = pages;
        this.residues = residues;
        this.data = data;
        this.products = products;
    }

    @GetMapping("/standards")
    ModelAndView home() {
        return Page.redirect("/standards/inputs");
    }

    @GetMapping("/standards/inputs")
    ModelAndView inputs(Actor actor, @RequestParam Map<String, String> query) {
        var page = pages.inputs("/standards/inputs", actor.may(Verb.ADMINISTER), query);
        return answer("standard/inputs", page, page.entered());
    }

    @GetMapping("/standards/inputs/banned")
    ModelAndView banned(@RequestParam Map<String, String> query) {
        return Page.of("standard/banned", pages.banned("/standards/inputs/banned", query));
    }

    @GetMapping("/standards/residues")
    ModelAndView residues(@RequestParam Map<String, String> query) {
        var page = residues.page(query, pages.today());
        return answer("standard/residues", page, page.entered());
    }

    @GetMapping("/standards/products")
    ModelAndView products(@RequestParam Map<String, String> query) {
        return Page.of("standard/products", products.products(query));
    }

    @GetMapping("/standards/permitted")
    ModelAndView permitted(@RequestParam Map<String, String> query) {
        return Page.of("standard/permitted", products.permitted(query));
    }

    @GetMapping("/standards/data")
    @Requires(Verb.ADMINISTER)
    ModelAndView data() {
        return Page.of("standard/data", data.page(pages.today()));
    }

    /// Wrong input comes back with what is wrong at the field.
    static ModelAndView answer(String template, Object page, Entered entered) {
        return entered.refused() ? Page.again(template, page) : Page.of(template, page);
    }
}
