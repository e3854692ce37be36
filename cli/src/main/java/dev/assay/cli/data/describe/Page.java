package dev.assay.cli.data.describe;

import java.util.Locale;
import java.util.Map;

/** A description as one HTML page that needs nothing else: the picture, and a table of each entity. */
public final class Page {
    private static final String STYLE = """
            <style>
              :root { color-scheme: light dark; --dim: #64748b; --line: #d5dce4 }
              @media (prefers-color-scheme: dark) { :root { --dim: #93a3b5; --line: #2f3c4a } }
              body { font: 15px/1.45 system-ui, 'DejaVu Sans', sans-serif; margin: 2rem auto; padding: 0 1.5rem;
                max-width: 78rem }
              h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2.2rem 0 .5rem }
              .dim, h2 small { color: var(--dim); font-weight: normal }
              figure { margin: 1.5rem 0; overflow-x: auto; border: 1px solid var(--line); border-radius: 8px }
              figure svg { display: block; max-width: 100%; height: auto; margin: auto }
              table { border-collapse: collapse; width: 100%; table-layout: fixed }
                th:nth-child(1) { width: 22% } th:nth-child(2) { width: 15% } th:nth-child(3) { width: 30% }
                th { text-align: left; color: var(--dim); font-weight: normal }
              th, td { padding: .22rem 1rem .22rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
              td:first-child, td.type, td.sample { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, monospace;
                font-size: .88em } td.sample { overflow-wrap: anywhere } td.type { color: var(--dim) }
              ul { margin: .5rem 0; padding-left: 1.2rem } a { color: inherit }
            </style>
            """;

    private final StringBuilder html = new StringBuilder();

    private Page() {}

    /** Returns the page of a model. */
    public static String html(Description model) {
        return new Page().write(model);
    }

    private String write(Description model) {
        String title = text(model.title());
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(title)
                .append("</title>\n")
                .append(STYLE)
                .append("</head><body>\n<h1>")
                .append(title)
                .append("</h1>\n<p class=\"dim\">")
                .append(model.size());
        for (Map.Entry<String, String> fact : model.facts().entrySet()) {
            html.append(" · ").append(text(fact.getKey() + " " + fact.getValue()));
        }
        html.append("</p>\n<figure>\n").append(Picture.svg(model)).append("</figure>\n");
        model.entities().forEach(entity -> entity(entity, model));
        return html.append("</body></html>\n").toString();
    }

    private void entity(EntityCard entity, Description model) {
        String rows = entity.rows() < 0 ? "" : String.format(Locale.ROOT, ", %,d rows", entity.rows());
        html.append("<h2 id=\"").append(text(entity.name())).append("\">").append(text(entity.name()));
        html.append(" <small>").append(text("table " + entity.table() + rows)).append("</small></h2>\n");
        html.append("<table><tr><th>field</th><th>type</th><th>holds</th><th>in the first row</th></tr>\n");
        for (FieldLine field : entity.fields()) {
            cell("<tr><td>", field.name());
            cell("<td class=\"type\">", field.typed());
            cell("<td>", field.said());
            cell("<td class=\"sample\">", field.sample());
            html.append("</tr>\n");
        }
        html.append("</table>\n<ul>\n");
        for (Link link : model.children(entity)) {
            html.append("<li>parent of ")
                    .append(text(link.children()))
                    .append(" <a href=\"#")
                    .append(text(link.child()));
            html.append("\">").append(text(link.child())).append("</a> by ");
            html.append(text(String.join(" + ", link.fields()))).append("</li>\n");
        }
        entity.keeps()
                .forEach(each -> html.append("<li>keeps ").append(text(each)).append("</li>\n"));
        for (EntityCard.CalculationLine each : entity.calculations()) {
            html.append("<li>calculates ").append(text(each.name())).append(" <span class=\"dim\">");
            html.append(text(each.type()))
                    .append("</span> ")
                    .append(text(each.sample()))
                    .append("</li>\n");
        }
        html.append("</ul>\n");
    }

    private void cell(String begin, String content) {
        html.append(begin).append(text(content)).append("</td>");
    }

    private static String text(String plain) {
        return Picture.escaped(plain);
    }
}
