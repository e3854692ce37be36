package dev.assay.data.load;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.data.Field;
import dev.assay.data.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A value that cannot go where it should. */
final class Refused {
    private static final int SHOWN = 80;

    private Refused() {}

    /** Says why a value of a row cannot be written. */
    static DiagnosisException value(Row row, Field field, RuntimeException reason) {
        String why = reason instanceof ClassCastException
                ? "it is a " + type(row, field) + ", which its column does not take"
                : String.valueOf(reason.getMessage());
        return row(row.entity().name() + "." + field.name(), row.index(), shown(row.get(field.name())), why, reason);
    }

    private static String type(Row row, Field field) {
        Object value = row.get(field.name());
        return value == null ? "null" : value.getClass().getName();
    }

    /** Says what somebody has against a row. */
    static DiagnosisException row(String field, long index, String value, String why, Throwable cause) {
        return Diagnosis.of("ASSAY-DATA-065", "a row was refused.")
                .with("field", field)
                .with("row", index)
                .with("value", value)
                .with("remains", "nothing of the load")
                .because(why)
                .toFix(advice(cause))
                .exception(cause);
    }

    /** Says what can be done about a reason, by what its SQLState means. */
    static String advice(@Nullable Throwable reason) {
        String state = reason instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
        return switch (state) {
            case "23505" -> "let the model make such values unique, or load into tables without these keys";
            case "23503", "23506" -> "load the parents too, or before";
            case "23502" -> "let the model have a value in each row, or the column take none";
            case "23514", "23513" -> "let the model keep to the table's CHECK";
            case "42501" -> "give the connection's role the right to do that";
            case "55P03", "40001", "40P01", "HYT00" -> "load again once nobody else uses the tables";
            case "22001", "22003", "" ->
                "let the model say what the column takes, a longest length or a largest number";
            default -> "let the model and the tables agree on what the database says";
        };
    }

    static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "... (" + text.length() + " characters)";
    }
}
