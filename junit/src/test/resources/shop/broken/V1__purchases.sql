-- What customers order.
CREATE TABLE purchase (id bigint PRIMARY KEY);

ALTER TABLE purchase
    ADD COLUMN customer_id bigint REFERENCES custmer;
