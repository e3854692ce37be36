package dev.assay.data.load;

/**
 * A column of a table as it is.
 *
 * @param name its name
 * @param type its type, as the database writes it
 * @param form what its type is to values
 * @param required whether a row without a value for it is refused
 * @param computed whether the database computes it and takes no value
 * @param counted whether the database counts it up
 */
record LiveColumn(String name, String type, ColumnType form, boolean required, boolean computed, boolean counted) {}
