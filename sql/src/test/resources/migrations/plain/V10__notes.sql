CREATE TABLE note (customer_id bigint NOT NULL REFERENCES customer, words text);
