-- The customers.

CREATE TABLE a (id int);
CREATE TABEL customer (id bigint);
