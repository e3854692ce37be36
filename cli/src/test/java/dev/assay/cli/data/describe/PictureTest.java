package dev.assay.cli.data.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.Relation;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PictureTest {
    private static final Pattern BOX = Pattern.compile(
            "<g transform=\"translate\\(([\\d.]+) ([\\d.]+)\\)\">\\s*<rect class=\"box\" width=\"(\\d+)\" height=\"(\\d+)\""
                    + "[^>]*>\\s*<path[^>]*>\\s*<text class=\"name\"[^>]*>([^<]+)<");

    private static final List<Entity> BILLING = List.of(
            entity("type", 6),
            entity("category", 5),
            entity("customer", 11, "type"),
            entity("address", 12, "customer"),
            entity("product", 10, "category"),
            entity("inventory", 9, "product"),
            entity("invoice", 13, "customer"),
            entity("line", 9, "invoice", "product"));

    private record Box(double left, double top, double width, double height) {
        boolean overlaps(Box other) {
            return left < other.left + other.width
                    && other.left < left + width
                    && top < other.top + other.height
                    && other.top < top + height;
        }
    }

    @Test
    void a_billing_systems_lines_do_not_cross() {
        assertThat(crossings(BILLING)).isZero();
    }

    @Test
    void parents_stand_to_the_left_of_their_children() {
        Map<String, Box> boxes = boxes(BILLING);
        assertThat(boxes).hasSize(8);
        for (Entity entity : BILLING) {
            for (Relation relation : entity.relations()) {
                Box parent = Objects.requireNonNull(boxes.get(relation.parent()));
                Box child = Objects.requireNonNull(boxes.get(entity.name()));
                assertThat(parent.left + parent.width).isLessThan(child.left);
            }
        }
    }

    @Test
    void boxes_do_not_overlap_however_many_there_are() {
        List<Entity> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String[] parents = i < 5 ? new String[0] : new String[] {"e" + i / 2, "e" + i / 3, "e" + i % 5};
            many.add(entity("e" + i, 2 + i % 9, Stream.of(parents).distinct().toArray(String[]::new)));
        }
        List<Box> boxes = List.copyOf(boxes(many).values());
        assertThat(boxes).hasSize(60);
        for (int a = 0; a < boxes.size(); a++) {
            for (int b = a + 1; b < boxes.size(); b++) {
                assertThat(boxes.get(a).overlaps(boxes.get(b)))
                        .as(a + " and " + b)
                        .isFalse();
            }
        }
    }

    @Test
    void entities_that_belong_to_nothing_do_not_make_one_tall_column() {
        List<Entity> alone =
                IntStream.range(0, 25).mapToObj(i -> entity("e" + i, 3)).toList();
        assertThat(boxes(alone).values().stream().map(Box::left).distinct()).hasSize(5);
    }

    @Nested
    class Circles {
        private final List<Entity> circle = List.of(
                Entity.named("employee")
                        .field("id", Long.class)
                        .parent("department_id", "department")
                        .parent("boss_id", "employee")
                        .optional()
                        .build(),
                Entity.named("department")
                        .field("id", Long.class)
                        .parent("head_id", "employee")
                        .optional()
                        .build());

        @Test
        void are_drawn_with_all_their_arrows() {
            String svg = Picture.svg(description(circle));
            assertThat(count(svg, "class=\"head\"")).isEqualTo(3);
            assertThat(count(svg, "class=\"line loose\"")).isEqualTo(2);
            assertThat(boxes(circle).values().stream().map(Box::left).distinct())
                    .hasSize(2);
        }
    }

    @Test
    void names_from_a_database_cannot_break_the_picture() throws Exception {
        String svg = Picture.svg(description(List.of(entity("a<b>&\"c", 2))));
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(svg).contains("a&lt;b&gt;&amp;&quot;c");
    }

    private static Entity entity(String name, int fields, String... parents) {
        var entity = Entity.named(name).field("id", Long.class);
        for (int i = 1; i < fields - parents.length; i++) {
            entity.field("field" + i, String.class);
        }
        for (String parent : parents) {
            entity.parent(parent + "_id", parent);
        }
        return entity.build();
    }

    private static Description description(List<Entity> entities) {
        return Description.of("a \"model\"", Model.of(entities), Optional.empty(), "1");
    }

    private static int crossings(List<Entity> entities) {
        Description model = description(entities);
        double[] heights = model.entities().stream()
                .mapToDouble(each -> 40 + 18 * each.fields().size())
                .toArray();
        Graph graph = Graph.of(model, heights, (box, link) -> 40);
        Order.in(graph);
        return Order.crossings(graph);
    }

    private static Map<String, Box> boxes(List<Entity> entities) {
        Matcher matcher = BOX.matcher(Picture.svg(description(entities)));
        Map<String, Box> boxes = new LinkedHashMap<>();
        while (matcher.find()) {
            boxes.put(
                    matcher.group(5),
                    new Box(number(matcher, 1), number(matcher, 2), number(matcher, 3), number(matcher, 4)));
        }
        return boxes;
    }

    private static double number(Matcher matcher, int group) {
        return Double.parseDouble(matcher.group(group));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
