--liquibase formatted sql

--changeset shop:customers
create table customer (
  id bigint generated always as identity primary key,
  name varchar(100) not null unique,
  balance integer not null default 0
);

--changeset shop:first-customers
insert into customer (name) values ('Lise'), ('Emmy');
