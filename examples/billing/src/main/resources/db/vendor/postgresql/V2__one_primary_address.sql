-- H2 knows no unique index of some rows alone.
create unique index one_primary_address on customer_address (customer_id) where "primary";
