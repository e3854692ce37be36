package dev.assay.data.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.expression.operators.relational.RegExpMatchOperator;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;

/** Understands conditions in SQL, as PostgreSQL and H2 write them down. */
final class TermParser {
    private static final Set<String> TEXTS = Set.of("text", "varchar", "character varying", "bpchar", "citext");
    private static final Set<String> NUMBERS =
            Set.of("numeric", "decimal", "bigint", "integer", "double precision", "int8", "int4");
    private static final Set<Class<?>> WHOLE = Set.of(Short.class, Integer.class, Long.class);
    private static final Set<String> NOW =
            Set.of("now", "transaction_timestamp", "statement_timestamp", "clock_timestamp", "current_timestamp");

    private final Map<String, LiveSchema.Column> columns;

    /** Knows the columns that a condition may name: {@code VALUE} is one for a domain. */
    TermParser(Map<String, LiveSchema.Column> columns) {
        this.columns = columns;
    }

    /**
     * Parses a condition, or another expression.
     *
     * @throws NotUnderstood if it means nothing here
     */
    Term parse(String sql) {
        try {
            return term(CCJSqlParserUtil.parseCondExpression(plain(sql), false));
        } catch (JSQLParserException e) {
            throw new NotUnderstood("it is no condition that is known here");
        }
    }

    /** Writes PostgreSQL's operators for {@code LIKE} as words. */
    private static String plain(String sql) {
        return unquoted(
                sql,
                part -> part.replace("!~~*", "NOT ILIKE")
                        .replace("~~*", "ILIKE")
                        .replace("!~~", "NOT LIKE")
                        .replace("~~", "LIKE"));
    }

    /** Writes a column's name where a domain's check says {@code VALUE}. */
    static String named(String sql, String column) {
        String name = '"' + column.replace("\"", "\"\"") + '"';
        return unquoted(sql, part -> part.replaceAll("\\bVALUE\\b", Matcher.quoteReplacement(name)));
    }

    /** Changes what stands outside of quotes. */
    private static String unquoted(String sql, UnaryOperator<String> change) {
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (String part : sql.split("(?<=')|(?=')", -1)) {
            quoted ^= part.equals("'");
            text.append(quoted ? part : change.apply(part));
        }
        return text.toString();
    }

    private Term term(Expression expression) {
        if (expression instanceof ParenthesedExpressionList<?> list) {
            if (list.size() != 1) {
                throw new NotUnderstood("rows are not compared here: " + list);
            }
            return term(list.get(0));
        } else if (expression instanceof AndExpression and) {
            return new Term.Junction(true, List.of(term(and.getLeftExpression()), term(and.getRightExpression())));
        } else if (expression instanceof OrExpression or) {
            return new Term.Junction(false, List.of(term(or.getLeftExpression()), term(or.getRightExpression())));
        } else if (expression instanceof NotExpression not) {
            return new Term.Not(term(not.getExpression()));
        } else if (expression instanceof IsNullExpression none) {
            return not(new Term.IsNull(term(none.getLeftExpression())), none.isNot());
        } else if (expression instanceof IsBooleanExpression is) {
            return not(new Term.Is(term(is.getLeftExpression()), is.isTrue()), is.isNot());
        } else if (expression instanceof Between between) {
            Term term = term(between.getLeftExpression());
            return not(
                    new Term.Junction(
                            true,
                            List.of(
                                    compare(">=", term, term(between.getBetweenExpressionStart())),
                                    compare("<=", term, term(between.getBetweenExpressionEnd())))),
                    between.isNot());
        } else if (expression instanceof InExpression in) {
            return in(in);
        } else if (expression instanceof IsDistinctExpression distinct) {
            Term left = term(distinct.getLeftExpression());
            Term right = term(distinct.getRightExpression());
            Term both = new Term.Junction(true, List.of(new Term.IsNull(left), new Term.IsNull(right)));
            Term same = new Term.Junction(false, List.of(both, new Term.Is(compare("=", left, right), true)));
            return not(same, !distinct.isNot());
        } else if (expression instanceof LikeExpression like) {
            return like(like);
        } else if (expression instanceof RegExpMatchOperator match) {
            return match(match);
        } else if (expression instanceof ComparisonOperator comparison) {
            return comparison(comparison);
        }
        return value(expression);
    }

    private static Term not(Term term, boolean negated) {
        return negated ? new Term.Not(term) : term;
    }

    private static Term compare(String operator, Term left, Term right) {
        return new Term.Compare(operator, left, right);
    }

    private Term in(InExpression in) {
        Expression right = in.getRightExpression();
        // The parser takes what follows the list for a part of it.
        if (right instanceof AndExpression || right instanceof OrExpression) {
            BinaryExpression both = (BinaryExpression) right;
            Term first = in(in.getLeftExpression(), both.getLeftExpression(), in.isNot());
            return new Term.Junction(right instanceof AndExpression, List.of(first, term(both.getRightExpression())));
        }
        return in(in.getLeftExpression(), right, in.isNot());
    }

    private Term in(Expression left, Expression right, boolean negated) {
        if (!(right instanceof ExpressionList<?> list)) {
            throw new NotUnderstood("only lists of values are known here: " + right);
        }
        return not(new Term.In(term(left), list.stream().map(this::term).toList()), negated);
    }

    private Term like(LikeExpression like) {
        String escape = like.getEscape() == null ? "\\" : constantText(like.getEscape());
        if (like.getLikeKeyWord() == LikeExpression.KeyWord.SIMILAR_TO) {
            throw new NotUnderstood("SIMILAR TO is not known here");
        }
        boolean insensitive = like.getLikeKeyWord() == LikeExpression.KeyWord.ILIKE;
        Pattern pattern = SqlPattern.like(constantText(like.getRightExpression()), escape, insensitive);
        return not(new Term.Matches(term(like.getLeftExpression()), pattern), like.isNot());
    }

    private Term match(RegExpMatchOperator match) {
        String operator = match.getStringExpression();
        Pattern pattern = SqlPattern.regex(constantText(match.getRightExpression()), operator.endsWith("*"));
        return not(new Term.Matches(term(match.getLeftExpression()), pattern), operator.startsWith("!"));
    }

    private String constantText(Expression expression) {
        if (term(expression) instanceof Term.Constant constant && constant.value() instanceof String text) {
            return text;
        }
        throw new NotUnderstood("a pattern has to be a constant: " + expression);
    }

    private Term comparison(ComparisonOperator comparison) {
        String operator = comparison.getStringExpression().equals("!=") ? "<>" : comparison.getStringExpression();
        if (!Set.of("=", "<>", "<", "<=", ">", ">=").contains(operator)) {
            throw new NotUnderstood("the operator " + operator + " is not known here");
        }
        Term left = term(comparison.getLeftExpression());
        if (comparison.getRightExpression() instanceof Function function && function.getName() != null) {
            String name = function.getName().toUpperCase(Locale.ROOT);
            if (name.equals("ANY") && operator.equals("=") || name.equals("ALL") && operator.equals("<>")) {
                List<Term> values = elements(function.getParameters().get(0));
                return not(new Term.In(left, values), name.equals("ALL"));
            } else if (name.equals("ANY") || name.equals("ALL")) {
                List<Term> each = elements(function.getParameters().get(0)).stream()
                        .map(value -> compare(operator, left, value))
                        .toList();
                return new Term.Junction(name.equals("ALL"), each);
            }
        }
        return compare(operator, left, term(comparison.getRightExpression()));
    }

    private List<Term> elements(Expression array) {
        Expression bare = array;
        while (true) {
            if (bare instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
                bare = list.get(0);
            } else if (bare instanceof CastExpression cast) {
                bare = cast.getLeftExpression();
            } else {
                break;
            }
        }
        if (bare instanceof ArrayConstructor constructor) {
            return constructor.getExpressions().stream().map(this::term).toList();
        } else if (bare instanceof StringValue text && text.getValue().matches("\\{[^\"{}]*}")) {
            String inner = text.getValue().substring(1, text.getValue().length() - 1);
            return Arrays.stream(inner.split(","))
                    .map(each -> (Term) new Term.Constant(each))
                    .toList();
        }
        throw new NotUnderstood("only lists of values are known here: " + array);
    }

    private Term value(Expression expression) {
        if (expression instanceof LongValue number) {
            return new Term.Constant(SqlValue.number(number.getStringValue()).longValue());
        } else if (expression instanceof DoubleValue number) {
            return new Term.Constant(new BigDecimal(number.toString()));
        } else if (expression instanceof StringValue text) {
            String value = text.getNotExcapedValue();
            return new Term.Constant("E".equalsIgnoreCase(text.getPrefix()) ? value.replace("\\\\", "\\") : value);
        } else if (expression instanceof BooleanValue truth) {
            return new Term.Constant(truth.getValue());
        } else if (expression instanceof NullValue) {
            return new Term.Constant(null);
        } else if (expression instanceof SignedExpression signed) {
            return signed(signed);
        } else if (expression instanceof Column column) {
            String name = column.getColumnName();
            boolean quoted = name.startsWith("\"");
            return column(quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name);
        } else if (expression instanceof CastExpression cast) {
            return cast(cast);
        } else if (expression instanceof Function function) {
            return call(function);
        } else if (expression instanceof TimeKeyExpression now) {
            return now(now.getStringValue());
        } else if (expression instanceof ExtractExpression extract) {
            return new Term.Call(
                    "date_part",
                    SqlFunction.named("date_part"),
                    List.of(
                            new Term.Constant(extract.getName().toLowerCase(Locale.ROOT)),
                            term(extract.getExpression())));
        } else if (expression instanceof TrimFunction trim) {
            return trim(trim);
        } else if (expression instanceof CaseExpression cases) {
            return cases(cases);
        } else if (expression instanceof BinaryExpression binary
                && Set.of("+", "-", "*", "/", "%", "||").contains(binary.getStringExpression())) {
            return folded(new Term.Arithmetic(
                    binary.getStringExpression(), term(binary.getLeftExpression()), term(binary.getRightExpression())));
        }
        throw new NotUnderstood("it is not known here what " + expression + " means");
    }

    /** The day, or the moment; or a column that is called like one. */
    private Term now(String name) {
        if (columns.containsKey(name)) {
            return column(name);
        }
        String upper = name.toUpperCase(Locale.ROOT);
        if (!upper.startsWith("CURRENT_DATE") && !upper.startsWith("CURRENT_TIMESTAMP")) {
            throw new NotUnderstood("it is not known here what " + name + " means");
        }
        return new Term.Today(upper.startsWith("CURRENT_TIMESTAMP"));
    }

    private Term signed(SignedExpression signed) {
        if (signed.getSign() == '+') {
            return term(signed.getExpression());
        } else if (signed.getSign() != '-') {
            throw new NotUnderstood("it is not known here what " + signed + " means");
        }
        return folded(new Term.Arithmetic("-", new Term.Constant(0L), term(signed.getExpression())));
    }

    /** Calculates what no row has a say in. */
    @SuppressWarnings("NullAway") // without columns nobody asks for the row
    private static Term folded(Term term) {
        boolean constant = term.parts().stream().allMatch(Term.Constant.class::isInstance);
        return constant ? new Term.Constant(term.of(null)) : term;
    }

    private Term column(String plain) {
        LiveSchema.Column known = columns.get(plain);
        if (known == null) {
            throw new NotUnderstood("there is no column " + plain);
        } else if (known.generated() != null) {
            return parse(known.generated());
        } else if (known.type() == Object.class) {
            throw new NotUnderstood("it reads " + plain + " of the type " + known.sqlType());
        }
        return new Term.Column(known.name());
    }

    private Term cast(CastExpression cast) {
        Term term = term(cast.getLeftExpression());
        String type = cast.getColDataType().getDataType().toLowerCase(Locale.ROOT);
        List<String> arguments = cast.getColDataType().getArgumentsStringList();
        List<String> given = arguments == null ? List.of() : arguments;
        if (term instanceof Term.Column column && given.isEmpty()) {
            LiveSchema.Column known = columns.get(column.name());
            Class<?> of = known == null ? Object.class : known.type();
            boolean text = of == String.class && TEXTS.contains(type);
            boolean number = WHOLE.contains(of) && NUMBERS.contains(type)
                    || of == BigDecimal.class && (type.equals("numeric") || type.equals("double precision"))
                    || of == Float.class && type.equals("double precision");
            // The same value in a wider type.
            if (text || number) {
                return term;
            }
        }
        if (type.endsWith("]")
                || cast.getColDataType().getArrayData() != null
                        && !cast.getColDataType().getArrayData().isEmpty()) {
            throw new NotUnderstood("arrays are not compared here: " + cast);
        }
        return folded(new Term.Cast(term, type, given));
    }

    private Term call(Function function) {
        String name = function.getName().replace("\"", "").replaceFirst("^pg_catalog\\.", "");
        if (NOW.contains(name.toLowerCase(Locale.ROOT))) {
            return new Term.Today(true);
        }
        ExpressionList<?> given =
                function.getParameters() != null ? function.getParameters() : function.getNamedParameters();
        List<Term> arguments = new ArrayList<>();
        if (given != null) {
            given.forEach(each -> arguments.add(term(each)));
        }
        return new Term.Call(name.toLowerCase(Locale.ROOT), SqlFunction.named(name), List.copyOf(arguments));
    }

    private Term trim(TrimFunction trim) {
        Expression text = trim.getFromExpression() != null ? trim.getFromExpression() : trim.getExpression();
        List<Term> arguments = new ArrayList<>(List.of(term(text)));
        if (trim.getFromExpression() != null && trim.getExpression() != null) {
            arguments.add(term(trim.getExpression()));
        }
        String name = trim.getTrimSpecification() == null
                ? "btrim"
                : switch (trim.getTrimSpecification()) {
                    case LEADING -> "ltrim";
                    case TRAILING -> "rtrim";
                    case BOTH -> "btrim";
                };
        return new Term.Call(name, SqlFunction.named(name), arguments);
    }

    private Term cases(CaseExpression cases) {
        List<Term> conditions = new ArrayList<>();
        List<Term> results = new ArrayList<>();
        for (WhenClause each : cases.getWhenClauses()) {
            Term when = term(each.getWhenExpression());
            conditions.add(
                    cases.getSwitchExpression() == null ? when : compare("=", term(cases.getSwitchExpression()), when));
            results.add(term(each.getThenExpression()));
        }
        Term otherwise = cases.getElseExpression() == null ? new Term.Constant(null) : term(cases.getElseExpression());
        return new Term.Case(conditions, results, otherwise);
    }
}
