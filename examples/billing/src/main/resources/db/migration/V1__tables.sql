-- The eight tables of the billing system, for PostgreSQL, and for H2 with MODE=PostgreSQL.

create table customer_type (
  id                  bigint primary key,
  name                varchar(100) not null unique check (trim(name) <> ''),
  description         varchar(500),
  discount_percentage numeric(5, 2) not null check (discount_percentage between 0 and 50),
  priority_level      integer not null default 3 check (priority_level between 1 and 5),
  active              boolean not null default true,
  created_at          timestamp not null
);

create table product_category (
  id          bigint primary key,
  name        varchar(100) not null unique check (trim(name) <> ''),
  description varchar(500),
  active      boolean not null default true,
  sort_order  integer not null default 0 check (sort_order >= 0),
  created_at  timestamp not null
);

create table customer (
  id               bigint primary key,
  customer_type_id bigint not null references customer_type (id),
  name             varchar(255) not null check (trim(name) <> ''),
  email            varchar(255) not null unique check (email like '%_@_%._%'),
  phone            varchar(20),
  status           varchar(20) not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE', 'SUSPENDED')),
  credit_limit     numeric(12, 2) not null default 5000 check (credit_limit between 0 and 100000),
  notes            varchar(1000),
  created_at       timestamp not null,
  updated_at       timestamp not null,
  deleted_at       timestamp,
  constraint customer_changed_after_made check (created_at <= updated_at)
);
create index customer_by_type on customer (customer_type_id);

create table customer_address (
  id           bigint primary key,
  customer_id  bigint not null references customer (id) on delete cascade,
  address_type varchar(20) not null check (address_type in ('BILLING', 'SHIPPING', 'MAILING', 'OTHER')),
  street       varchar(255) not null check (trim(street) <> ''),
  street2      varchar(255),
  city         varchar(100) not null check (trim(city) <> ''),
  state        varchar(50) not null check (trim(state) <> ''),
  postal_code  varchar(20) not null check (trim(postal_code) <> ''),
  country      varchar(100) not null check (trim(country) <> ''),
  "primary"    boolean not null default false,
  active       boolean not null default true,
  created_at   timestamp not null,
  constraint primary_is_active check (active or not "primary")
);
create index customer_address_by_customer on customer_address (customer_id);

create table product (
  id                  bigint primary key,
  product_category_id bigint not null references product_category (id),
  name                varchar(255) not null check (trim(name) <> ''),
  sku                 varchar(50) not null unique check (trim(sku) <> ''),
  description         varchar(1000),
  price               numeric(12, 2) not null check (price >= 0.01),
  cost                numeric(12, 2) not null check (cost >= 0),
  weight              numeric(10, 2) check (weight >= 0),
  active              boolean not null default true,
  created_at          timestamp not null,
  updated_at          timestamp not null,
  constraint product_changed_after_made check (created_at <= updated_at)
);
create index product_by_category on product (product_category_id);

create table inventory (
  id                     bigint primary key,
  product_id             bigint not null unique references product (id) on delete cascade,
  current_stock          integer not null check (current_stock >= 0),
  reserved_stock         integer not null check (reserved_stock >= 0),
  reorder_point          integer not null default 10 check (reorder_point >= 0),
  reorder_quantity       integer not null default 50 check (reorder_quantity >= 1),
  location               varchar(100) not null check (trim(location) <> ''),
  last_received_date     date,
  last_received_quantity integer check (last_received_quantity >= 1),
  created_at             timestamp not null,
  updated_at             timestamp not null,
  constraint no_more_promised_than_there check (reserved_stock <= current_stock),
  constraint inventory_changed_after_made check (created_at <= updated_at)
);

create table invoice (
  id             bigint primary key,
  customer_id    bigint not null references customer (id),
  invoice_number varchar(50) not null unique check (trim(invoice_number) <> ''),
  date           date not null,
  due_date       date not null,
  status         varchar(20) not null default 'DRAFT'
                 check (status in ('DRAFT', 'SENT', 'PAID', 'OVERDUE', 'CANCELLED')),
  subtotal       numeric(14, 2) not null check (subtotal >= 0),
  tax_rate       numeric(5, 2) not null default 8.25 check (tax_rate between 0 and 50),
  tax_amount     numeric(14, 2) not null check (tax_amount >= 0),
  total          numeric(14, 2) not null check (total >= 0),
  payment_terms  varchar(20) not null check (payment_terms in ('NET_30', 'NET_15', 'NET_60', 'DUE_ON_RECEIPT')),
  notes          varchar(1000),
  created_at     timestamp not null,
  updated_at     timestamp not null,
  constraint due_after_written check (date <= due_date),
  constraint invoice_adds_up check (total = subtotal + tax_amount),
  constraint invoice_taxed_by_its_rate check (tax_amount = round(subtotal * tax_rate * 0.01, 2)),
  constraint invoice_changed_after_made check (created_at <= updated_at)
);
create index invoice_by_customer on invoice (customer_id);

create table invoice_line_item (
  id                  bigint primary key,
  invoice_id          bigint not null references invoice (id) on delete cascade,
  product_id          bigint not null references product (id),
  description         varchar(255) not null check (trim(description) <> ''),
  quantity            numeric(12, 2) not null check (quantity >= 0.01),
  unit_price          numeric(12, 2) not null check (unit_price >= 0.01),
  discount_percentage numeric(5, 2) not null default 0 check (discount_percentage between 0 and 100),
  discount_amount     numeric(14, 2) not null default 0 check (discount_amount >= 0),
  line_total          numeric(14, 2) not null check (line_total >= 0),
  created_at          timestamp not null,
  constraint line_adds_up check (line_total = round(quantity * unit_price, 2) - discount_amount)
);
create index invoice_line_item_by_invoice on invoice_line_item (invoice_id);
create index invoice_line_item_by_product on invoice_line_item (product_id);
