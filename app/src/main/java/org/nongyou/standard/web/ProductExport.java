package org.nongyou.standard.web;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.standard.Product;
import org.nongyou.standard.RuleBooks;
import org.springframework.stereotype.Component;

@Component
class ProductExport extends TableExport<Product> {

    private final RuleBooks books;

    ProductExport(RuleBooks books) {
        super(
                "registered-products",
                "登记产品",
                List.of(
                        column("登记证号", 20, Product::registration),
                        column("类别", 8, row -> row.kind().title()),
                        column("名称", 20, Product::name),
                        column("有效成分", 24, row -> String.join("、", row.substances())),
                        column("剂型和含量", 16, Product::formulation),
                        column("作物或动物", 14, Product::crop),
                        column("用量", 20, Product::dose),
                        column("每季最多次数", 14, Product::maxUses),
                        column("间隔期", 14, Product::length),
                        column("有效期起", 14, Product::from),
                        column("有效期止", 14, Product::to),
                        column("出处", 30, Product::source)));
        this.books = books;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return ProductPages.products(books.current(), query).size();
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Product> row) {
        ProductPages.products(books.current(), query).forEach(row);
    }
}
