-- Whoever buys; the shop's own rows too.
CREATE TABLE customer (id bigint PRIMARY KEY, name text NOT NULL);
INSERT INTO customer VALUES (0, 'the shop; its own');

CREATE FUNCTION shout(words text) RETURNS text LANGUAGE plpgsql AS $body$
BEGIN
    RETURN upper(words); -- ends no statement
END;
$body$;
