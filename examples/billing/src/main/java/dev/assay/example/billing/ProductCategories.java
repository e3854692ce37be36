package dev.assay.example.billing;

import dev.assay.data.Calculation;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.store.Resource;
import java.util.List;

/** The five categories of products: which there are, and what follows from one. */
final class ProductCategories {
    static final int COUNT = 5;

    private static final List<String> NAMES = List.of("Electronics", "Clothing", "Home & Garden", "Books", "Sports");

    private ProductCategories() {}

    static Model in(Model model) {
        return model.with(ProductCategory.class, "name", (row, own) -> name(row.index()))
                .with(
                        ProductCategory.class,
                        "description",
                        (row, own) -> "All about " + NAMES.get((int) (row.index() % COUNT)))
                .with(ProductCategory.class, "active", (row, own) -> true)
                .with(ProductCategory.class, "sortOrder", (row, own) -> (int) row.index() + 1)
                .with(
                        ProductCategory.class,
                        "createdAt",
                        (row, own) -> Trade.opening(row.asOf()).minusYears(1))
                .with(
                        ProductCategory.class,
                        new Calculation("displayName", String.class, ProductCategories::displayName),
                        Calculation.count("productCount", Product.class),
                        Calculation.count(
                                "activeProductCount", Product.class, product -> product.get("active", Boolean.class)));
    }

    static Resource<ProductCategory> resource() {
        return Resource.of(ProductCategory.class)
                .byDefault("active", true)
                .byDefault("sortOrder", 0)
                .byDefault("createdAt", Trade::now)
                .read(
                        "active",
                        (categories, args) -> categories.where("active", true).sort("sortOrder", "name"))
                .validate("a name is not blank", Names::isNotBlank);
    }

    private static String displayName(Row category) {
        String name = category.get("name", String.class);
        return category.get("active", Boolean.class) ? name : name + " (discontinued)";
    }

    private static String name(long index) {
        String name = NAMES.get((int) (index % COUNT));
        return index < COUNT ? name : name + " " + (index / COUNT + 1);
    }
}
