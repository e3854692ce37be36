CREATE TABLE reminder (
    invoice_id bigint PRIMARY KEY REFERENCES invoice
);
