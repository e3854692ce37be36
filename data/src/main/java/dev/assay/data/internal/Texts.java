package dev.assay.data.internal;

import static dev.assay.data.internal.Aspect.Repeats.COUNTED;
import static dev.assay.data.internal.Aspect.Repeats.LATE;
import static dev.assay.data.internal.Aspect.Repeats.NEVER;
import static dev.assay.data.internal.Aspect.Repeats.SOON;

import dev.assay.data.Entity;
import dev.assay.data.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What texts hold by their names.
 *
 * <p>Longer than other classes, as it is the list of what is known.
 */
final class Texts {
    private static final Set<String> PEOPLE = Set.of(
            "customer",
            "user",
            "person",
            "people",
            "employee",
            "contact",
            "member",
            "author",
            "patient",
            "doctor",
            "student",
            "teacher",
            "guest",
            "passenger",
            "owner",
            "manager",
            "agent",
            "driver",
            "player",
            "buyer",
            "lead",
            "subscriber",
            "recipient",
            "applicant",
            "candidate",
            "staff",
            "worker",
            "participant",
            "speaker",
            "holder",
            "cardholder",
            "reviewer",
            "sender",
            "receiver",
            "assignee",
            "reporter",
            "representative",
            "nurse",
            "editor");
    private static final Set<String> COMPANIES = Set.of(
            "company",
            "supplier",
            "vendor",
            "organization",
            "organisation",
            "client",
            "manufacturer",
            "merchant",
            "carrier",
            "employer",
            "partner",
            "brand",
            "business",
            "bank",
            "tenant",
            "publisher",
            "airline",
            "legal",
            "trade");

    private final LocalDate asOf;
    private final Region region;
    private final Goods goods;
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final Map<String, Person> persons = new ConcurrentHashMap<>();

    Texts(LocalDate asOf, Region region) {
        this.asOf = asOf;
        this.region = region;
        this.goods = new Goods(region);
    }

    /** Returns what a field's name says of its texts, if any of that are short enough; null if nothing. */
    @Nullable Aspect of(Entity entity, Field field) {
        Integer bound = field.domain().lengths().most();
        int most = bound == null ? Integer.MAX_VALUE : bound;
        for (FieldName name : FieldName.of(entity, field)) {
            Aspect known = known(entity, name, most);
            if (known != null) {
                return known.longest() <= most ? known : null;
            }
        }
        return null;
    }

    /** What a field's name says, and which part it is of what is said of a person. */
    private record Said(FieldName name, Naming.Part part) {}

    /** Returns how a field follows from its person's name where that is told; null if it does not. */
    @Nullable Follower follower(Entity entity, Field field) {
        Said said = said(entity, field);
        if (said == null) {
            return null;
        }
        FieldName name = said.name();
        boolean email = said.part() == Naming.Part.EMAIL;
        boolean account = email || said.part() == Naming.Part.ACCOUNT;
        String prefix = account ? owner(entity, name) : name.prefix();
        String below = email ? ownPrefix(entity, name) : "";
        List<String> firsts = new ArrayList<>();
        List<String> lasts = new ArrayList<>();
        List<String> fulls = new ArrayList<>();
        for (Field each : entity.fields()) {
            Said other = each.name().equals(field.name()) ? null : said(entity, each);
            if (other != null && other.name().prefix().equals(prefix)) {
                switch (other.part()) {
                    case FIRST -> firsts.add(each.name());
                    case LAST -> lasts.add(each.name());
                    case FULL -> fulls.add(each.name());
                    default -> {}
                }
            }
        }
        boolean alone = firsts.isEmpty() && lasts.isEmpty() && fulls.isEmpty();
        String host = below.isEmpty() ? "" : below + ".";
        return alone ? null : new Naming(said.part(), field, person(entity, name, account), host, firsts, lasts, fulls);
    }

    /** Returns how a field's name is understood if it is a part of what is said of a person; null if it is not. */
    private @Nullable Said said(Entity entity, Field field) {
        if (field.type() == String.class && field.domain().values().isEmpty()) {
            for (FieldName name : FieldName.of(entity, field)) {
                if (known(entity, name, Integer.MAX_VALUE) != null) {
                    Naming.Part part = part(entity, name);
                    return part == null ? null : new Said(name, part);
                }
            }
        }
        return null;
    }

    private static Naming.@Nullable Part part(Entity entity, FieldName name) {
        if (name.word().equals("name")) {
            String owner = name.prefix().isEmpty() ? FieldName.last(entity.name()) : name.prefix();
            return isOf(PEOPLE, owner) ? Naming.Part.FULL : null;
        }
        return Naming.part(name.word());
    }

    private @Nullable Aspect known(Entity entity, FieldName name, int most) {
        Aspect known = person(entity, name, most);
        known = known == null ? place(entity, name, most) : known;
        known = known == null ? trade(entity, name, most) : known;
        known = known == null ? technical(name, most) : known;
        return known == null ? wording(entity, name, most) : known;
    }

    private @Nullable Aspect person(Entity entity, FieldName name, int most) {
        return switch (name.word()) {
            case "firstname", "givenname", "forename" ->
                person(entity, name, false).firstName();
            case "lastname", "surname", "familyname", "maidenname" ->
                person(entity, name, false).lastName();
            case "middlename" -> person(entity, name, false).middleName();
            case "fullname", "contactname", "cardholder", "accountholder", "contactperson", "author", "assignee" ->
                person(entity, name, false).fullName();
            case "displayname" -> isPerson(entity) ? person(entity, name, false).fullName() : null;
            case "initials" -> person(entity, name, false).initials();
            case "nickname" -> person(entity, name, true).username('_');
            case "username", "login", "loginname", "handle", "screenname" ->
                person(entity, name, true).username('_');
            case "email", "emailaddress", "mail" -> email(entity, name, most);
            case "gender", "sex" ->
                most < 6
                        ? person(entity, name, false).gender("M", "F")
                        : person(entity, name, false).gender("male", "female");
            case "salutation", "honorific" -> person(entity, name, false).gender("Mr.", "Ms.");
            case "nationality" -> countries("nationality", most);
            default -> null;
        };
    }

    /** Of the person's name, or of as many letters as there is room for. */
    private Aspect email(Entity entity, FieldName name, int most) {
        Aspect named = person(entity, name, true).email(ownPrefix(entity, name));
        int letters = most - Person.HOST;
        return named.longest() <= most || letters < 1
                ? named
                : Template.of("~".repeat(Math.min(8, letters)) + "@example.com").aspect("email " + name.prefix());
    }

    private @Nullable Aspect place(Entity entity, FieldName name, int most) {
        return switch (name.word()) {
            case "city", "town", "cityname", "locality", "municipality" ->
                place(entity, name).city();
            case "state", "region" ->
                !isAddress(entity) && name.word().equals("state")
                        ? null
                        : place(entity, name).state().longest() > most
                                        || region == Region.USUAL && name.word().equals("state")
                                ? place(entity, name).stateCode()
                                : place(entity, name).state();
            case "statecode", "provincecode", "regioncode", "stateabbr" ->
                place(entity, name).stateCode();
            case "statename", "province", "county", "provincename" ->
                place(entity, name).state();
            case "zip", "zipcode", "postalcode", "postcode", "plz" ->
                place(entity, name).zip();
            case "timezone", "tz", "zoneid" -> place(entity, name).timeZone();
            case "country" ->
                most <= 2
                        ? place(entity, name).country(region.code())
                        : place(entity, name)
                                .country(most < region.country().length() ? region.alpha3() : region.country());
            case "countrycode", "countryiso", "iso2" ->
                place(entity, name).country(most == 3 ? region.alpha3() : region.code());
            case "iso3" -> place(entity, name).country(region.alpha3());
            case "countryname" -> place(entity, name).country(region.country());
            case "phone",
                    "phonenumber",
                    "telephone",
                    "tel",
                    "mobile",
                    "mobilephone",
                    "cellphone",
                    "cell",
                    "fax",
                    "faxnumber",
                    "mobilenumber",
                    "cellnumber" -> place(entity, phone(name)).phone();
            case "street",
                    "street1",
                    "streetaddress",
                    "addressline1",
                    "address1",
                    "addressline",
                    "streetname",
                    "address",
                    "line1" -> fit(goods.street(), "street " + name.prefix(), LATE, most);
            case "street2", "addressline2", "address2", "line2", "apartment", "suite", "unitnumber" ->
                fit(goods.phrase("Apt {house}"), "street2 " + name.prefix(), SOON, most);
            case "housenumber", "streetnumber", "buildingnumber" ->
                fit(goods.phrase("{house}"), "house " + name.prefix(), SOON, most);
            case "location", "venue", "birthplace", "destination", "origin" ->
                place(entity, name).city();
            default -> null;
        };
    }

    /** Mobile and fax are other numbers than the phone. */
    private static FieldName phone(FieldName name) {
        boolean usual = name.word().startsWith("phone") || name.word().startsWith("tel");
        return usual ? name : new FieldName(name.prefix() + name.word(), name.word());
    }

    private @Nullable Aspect trade(Entity entity, FieldName name, int most) {
        String group = name.prefix() + " " + name.word();
        return switch (name.word()) {
            case "company",
                    "companyname",
                    "organization",
                    "organisation",
                    "employer",
                    "supplier",
                    "vendor",
                    "brand",
                    "manufacturer",
                    "merchant",
                    "bank",
                    "bankname" -> fit(goods.company(), "company " + name.prefix(), LATE, most);
            case "website", "homepage", "url", "web", "link", "siteurl" ->
                goods.website(goods.company(), "company " + name.prefix());
            case "sku", "articlenumber", "itemnumber", "productcode", "partnumber" -> form("???-#####", group, most);
            case "ean", "ean13", "gtin", "gtin13", "barcode" -> Checked.article(group, "2###########0");
            case "gtin14" -> Checked.article(group, "12###########0");
            case "ean8", "gtin8" -> Checked.article(group, "2######0");
            case "upc", "upca", "gtin12" -> Checked.article(group, "4##########0");
            case "isbn", "isbn13" -> Checked.article(group, "978#########0");
            case "department", "departmentname", "category", "categoryname" ->
                fit(goods.department(), group, NEVER, most);
            case "productname", "product", "item", "itemname", "article" ->
                fit(goods.product(), "product", NEVER, most);
            case "jobtitle", "position", "occupation", "profession", "job" ->
                fit(goods.phrase("{job.field} {job.position}"), group, NEVER, most);
            case "industry", "sector", "branch" -> fit(goods.phrase("{company.industry}"), group, NEVER, most);
            case "iban" -> Checked.iban(group, region);
            case "bic", "swift", "swiftcode" ->
                Template.of("????" + region.code() + "%#").aspect(group);
            case "accountnumber", "bankaccount" -> form("##########", group, most);
            case "creditcard", "creditcardnumber", "cardnumber", "pan", "ccnumber" -> Checked.card(group);
            case "cvv", "cvc" -> form("###", group, most);
            case "currency", "currencycode" -> place(entity, name).country(region.currency());
            case "vatid", "vatnumber", "taxid", "taxnumber", "vat", "taxcode" ->
                Template.of(region.vat()).aspect(group);
            case "ssn", "socialsecuritynumber", "nationalid" ->
                Template.of("9##-4#-####").aspect(group);
            case "invoicenumber", "invoiceno" -> counted("INV", group, most);
            case "ordernumber", "orderno" -> counted("ORD", group, most);
            case "ticketnumber", "casenumber" -> counted("TKT", group, most);
            case "trackingnumber", "trackingcode" -> form("1Z~~~~~~~~~~~~~~~~", group, most);
            case "serialnumber", "serial" -> form("SN-########", group, most);
            case "licenseplate", "plate" -> form("???-####", group, most);
            case "promocode", "couponcode", "coupon", "vouchercode", "discountcode" -> form("SAVE##-????", group, most);
            case "paymentmethod" -> mostly(group, "credit_card", "bank_transfer", "paypal", "direct_debit", "cash");
            case "paymentterms", "terms" -> mostly(group, "Net 30", "Net 14", "Net 60", "Due on receipt");
            case "cardtype", "cardbrand" -> mostly(group, "Visa", "Mastercard", "American Express");
            case "unit", "uom", "unitofmeasure" -> mostly(group, "pcs", "box", "kg", "m", "l");
            case "addresstype" -> mostly(group, "billing", "shipping", "mailing", "other");
            default -> null;
        };
    }

    private @Nullable Aspect technical(FieldName name, int most) {
        String group = name.prefix() + " " + name.word();
        return switch (name.word()) {
            case "ip", "ipaddress", "ipv4", "clientip", "remoteaddr", "remoteaddress" -> ip(group);
            case "ipv6" -> Template.of("2001:db8:****:****:****:****:****:****").aspect(group);
            case "mac", "macaddress" -> Template.of("02:**:**:**:**:**").aspect(group);
            case "useragent", "browser" ->
                fit(
                        Phrase.of(
                                "Mozilla/5.0 ({os}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36",
                                list -> list.equals("os")
                                        ? Words.of(
                                                "Windows NT 10.0; Win64; x64",
                                                "Macintosh; Intel Mac OS X 10_15_7",
                                                "X11; Linux x86_64")
                                        : Words.of("126", "127", "128", "129", "130", "131")),
                        group,
                        SOON,
                        most);
            case "uuid", "guid", "externalid", "correlationid", "requestid" ->
                new Aspect(
                        group,
                        1L << 62,
                        36,
                        LATE,
                        (number, round) -> Meaning.uuid(number).toString());
            case "passwordhash", "hashedpassword", "encryptedpassword", "passworddigest" ->
                Template.of("$2a$10$notARealHashAtAll.~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~")
                        .aspect(group);
            case "password" -> form("Secret-~~~~~~~~", group, most);
            case "token", "accesstoken", "refreshtoken", "sessionid", "resettoken" ->
                form("~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~", group, most);
            case "apikey", "secret" -> form("test_~~~~~~~~~~~~~~~~~~~~~~~~", group, most);
            case "hash", "checksum", "sha256", "digest" ->
                form("****************************************************************", group, most);
            case "etag", "md5" -> form("********************************", group, most);
            case "version" -> form("%.#.#", group, most);
            case "hostname", "host", "domain", "domainname" -> form("host-####.example.com", group, most);
            case "filename", "file" -> form("report-####.pdf", group, most);
            case "filepath", "path" -> form("/files/%##/report-####.pdf", group, most);
            case "mimetype", "contenttype", "mediatype" ->
                mostly(group, "application/pdf", "image/png", "image/jpeg", "text/plain", "application/json");
            case "imageurl", "avatarurl", "avatar", "image", "photo", "photourl", "thumbnail", "logo" ->
                form("https://images.example.com/######.png", group, most);
            case "color", "colour", "colorname" -> fit(goods.phrase("{color.name}"), group, SOON, most);
            case "hexcolor", "colorcode", "hex" -> hexadecimal(group);
            case "locale" -> place(region.tag(), group, most);
            case "language", "languagecode", "lang" -> place(region.tag().substring(0, 2), group, most);
            default -> null;
        };
    }

    private @Nullable Aspect wording(Entity entity, FieldName name, int most) {
        String group = name.prefix() + " " + name.word();
        return switch (name.word()) {
            case "name" -> named(entity, name, most);
            case "title" -> title(entity, name, most);
            case "label", "caption", "headline", "subject", "topic" -> fit(Prose.TITLE.phrase(), group, NEVER, most);
            case "slug", "permalink", "urlslug" -> slug(entity, most);
            case "description", "summary", "details", "about", "bio", "abstract", "teaser", "text", "content", "body" ->
                fit(Prose.DESCRIPTION.phrase(), group, NEVER, most);
            case "note", "notes", "remarks", "remark", "memo", "internalnotes", "instructions" ->
                fit(Prose.NOTE.phrase(), group, NEVER, most);
            case "comment", "comments", "message", "feedback", "review", "reviewtext", "quote" ->
                fit(Prose.COMMENT.phrase(), group, NEVER, most);
            case "reason", "cause", "cancellationreason" -> fit(Prose.REASON.phrase(), group, NEVER, most);
            case "status", "state" -> status(entity, group);
            case "role" -> mostly(group, "user", "editor", "manager", "admin");
            case "priority", "severity", "urgency" -> mostly(group, "medium", "low", "high", "urgent");
            case "size" -> Goods.any(group, Words.of("XS", "S", "M", "L", "XL"));
            case "type", "kind" -> mostly(group, "standard", "premium", "basic", "trial");
            case "tier", "level", "plan", "grade" -> mostly(group, "Bronze", "Silver", "Gold", "Platinum");
            case "tag", "tags", "keyword" ->
                Goods.any(group, Words.of("new", "sale", "popular", "limited", "gift", "eco"));
            case "source", "channel" -> mostly(group, "web", "phone", "email", "store", "partner");
            case "frequency", "interval" -> mostly(group, "monthly", "weekly", "yearly", "daily");
            case "weekday", "dayofweek" ->
                Goods.any(
                        group, Words.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"));
            case "number", "code", "reference", "ref", "no" -> form("???-#####", group, most);
            default -> null;
        };
    }

    private @Nullable Aspect named(Entity entity, FieldName name, int most) {
        String owner = name.prefix().isEmpty() ? FieldName.last(entity.name()) : name.prefix();
        String group = "name " + name.prefix();
        if (isOf(PEOPLE, owner)) {
            return person(entity, name, false).fullName();
        } else if (isOf(COMPANIES, owner)) {
            return fit(goods.company(), "company " + name.prefix(), LATE, most);
        } else if (owner.contains("categor") || owner.contains("department")) {
            return fit(goods.department(), group, NEVER, most);
        } else if (owner.equals("country")) {
            return countries(group, most);
        }
        return switch (owner) {
            case "type", "tier", "level", "plan", "membership" ->
                fit(list("Bronze|Silver|Gold|Platinum|Diamond|Basic|Standard|Premium"), group, COUNTED, most);
            case "role" -> fit(list("user|editor|manager|admin|viewer|auditor|support|owner"), group, NEVER, most);
            case "tag", "label" -> fit(list("new|sale|popular|limited|gift|eco|classic|outdoor"), group, NEVER, most);
            case "city", "town" ->
                place(entity, new FieldName(name.prefix(), "city")).city();
            case "color", "colour" -> fit(goods.phrase("{color.name}"), group, NEVER, most);
            case "team", "group", "unit" -> fit(goods.phrase("{job.field} Team"), group, NEVER, most);
            case "project", "event", "course", "book", "post", "article", "task", "movie", "film", "lesson", "topic" ->
                fit(Prose.TITLE.phrase(), group, NEVER, most);
            case "job", "position" -> fit(goods.phrase("{job.field} {job.position}"), group, NEVER, most);
            case "industry", "sector" -> fit(goods.phrase("{company.industry}"), group, NEVER, most);
            case "warehouse", "store", "location", "office", "shop", "hotel", "restaurant", "school", "branch" ->
                fit(goods.phrase("{last} " + capital(owner)), group, NEVER, most);
            case "currency" -> fit(goods.phrase("{currency.code}"), group, LATE, most);
            case "file", "image", "document", "attachment" -> form("report-####.pdf", group, most);
            case "host", "server", "domain" -> form("host-####.example.com", group, most);
            default -> fit(goods.product(), "product", NEVER, most);
        };
    }

    private @Nullable Aspect title(Entity entity, FieldName name, int most) {
        String owner = FieldName.last(entity.name());
        if (isPerson(entity)) {
            return owner.equals("employee") || owner.equals("staff")
                    ? fit(goods.phrase("{job.field} {job.position}"), "jobtitle", NEVER, most)
                    : person(entity, name, false).gender("Mr.", "Ms.");
        }
        return owner.equals("product") || owner.equals("item")
                ? fit(goods.product(), "product", NEVER, most)
                : fit(Prose.TITLE.phrase(), "title " + name.prefix(), NEVER, most);
    }

    /** Of what the entity is called: its name, or title; it has the same number. */
    private @Nullable Aspect slug(Entity entity, int most) {
        if (isPerson(entity)) {
            return person(entity, new FieldName("", "slug"), true).username('-');
        }
        for (String called : List.of("name", "title")) {
            int place = entity.indexOf(called);
            Aspect named = place < 0 ? null : of(entity, entity.fields().get(place));
            if (named != null && Goods.slug(named).longest() <= most) {
                return Goods.slug(named);
            }
        }
        return Goods.slug(Prose.TITLE.phrase().aspect("slug", NEVER));
    }

    private static Aspect status(Entity entity, String group) {
        return switch (FieldName.last(entity.name())) {
            case "invoice", "bill" -> mostly(group, "paid", "sent", "overdue", "draft", "cancelled");
            case "order", "purchase", "sale" -> mostly(group, "delivered", "shipped", "paid", "pending", "cancelled");
            case "payment", "transaction", "transfer" -> mostly(group, "completed", "pending", "failed", "refunded");
            case "task", "ticket", "issue", "case" -> mostly(group, "done", "open", "in_progress", "cancelled");
            case "shipment", "delivery" -> mostly(group, "delivered", "in_transit", "pending", "returned");
            case "post", "article", "page", "document" -> mostly(group, "published", "draft", "archived");
            default -> mostly(group, "active", "inactive", "pending", "suspended");
        };
    }

    /** Countries of the world, of which rows are, or at which they look. */
    private Aspect countries(String group, int most) {
        Phrase names =
                goods.phrase(most <= 2 ? "{country.code2}" : "{country.name}").upTo(most);
        Aspect all = names.aspect(group, most <= 2 ? LATE : NEVER);
        return most > 2
                ? all
                : new Aspect(
                        group,
                        all.room(),
                        2,
                        LATE,
                        (number, round) -> names.at(number).toUpperCase(Locale.ROOT));
    }

    private Phrase list(String words) {
        return Phrase.of("{all}", all -> Words.of(words.split("\\|")));
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static Aspect mostly(String group, String... words) {
        return Goods.mostly(group, Words.of(words));
    }

    private static Aspect place(String always, String group, int most) {
        return new Aspect(group, 1, Math.min(most, always.length()), SOON, (number, round) -> always);
    }

    private static Aspect hexadecimal(String group) {
        Aspect digits = Template.of("******").aspect(group);
        return new Aspect(
                group,
                digits.room(),
                1 + digits.longest(),
                LATE,
                (number, round) -> "#" + digits.values().at(number, round));
    }

    /** Numbers that rise: INV-2025-000123. */
    private @Nullable Aspect counted(String letters, String group, int most) {
        String beginning = letters + "-" + asOf.minusDays(1).getYear() + "-";
        if (most < beginning.length() + 6) {
            return most < 6
                    ? null
                    : new Aspect(
                            group,
                            power(Math.min(most, 10)),
                            Math.min(most, 10),
                            COUNTED,
                            (number, round) -> padded("", number + 1, Math.min(most, 10)));
        }
        int digits = Math.min(9, most - beginning.length());
        return new Aspect(
                group,
                power(digits),
                beginning.length() + digits,
                COUNTED,
                (number, round) -> padded(beginning, number + 1, 6));
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power - 1;
    }

    private static String padded(String beginning, long number, int digits) {
        String text = Long.toString(number);
        return beginning + "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    /** The network that everyone has at home (RFC 1918). */
    private static Aspect ip(String group) {
        return new Aspect(
                group,
                1L << 24,
                15,
                LATE,
                (number, round) -> new StringBuilder(15)
                        .append("10.")
                        .append(number >> 16 & 255)
                        .append('.')
                        .append(number >> 8 & 255)
                        .append('.')
                        .append(number & 255)
                        .toString());
    }

    /** Cuts what stands last where there is little room, as long as something remains that differs. */
    private static @Nullable Aspect form(String form, String group, int most) {
        int length = Math.min(form.length(), most);
        Template cut = Template.of(form.substring(form.length() - length));
        return cut.room() == 1 ? null : cut.aspect(group);
    }

    /** Takes shorter words where there is little room, or does without telling rounds apart. */
    private static @Nullable Aspect fit(Phrase phrase, String group, Aspect.Repeats repeats, int most) {
        int ending = repeats == NEVER || repeats == COUNTED ? Aspect.ROUND : 0;
        Phrase short1 = phrase.upTo(most - ending);
        if (short1.longest() <= most - ending) {
            return short1.aspect(group, repeats);
        }
        Phrase short2 = phrase.upTo(most);
        return short2.longest() <= most ? short2.aspect(group + " short", LATE) : null;
    }

    private static boolean isOf(Set<String> known, String owner) {
        if (known.contains(owner)) {
            return true;
        }
        for (String each : known) {
            if (owner.endsWith(each)) {
                return true;
            }
        }
        return false;
    }

    static boolean isPerson(Entity entity) {
        return isOf(PEOPLE, FieldName.last(entity.name()));
    }

    /** Tells whether a row has an address, so that a state is none of affairs. */
    private static boolean isAddress(Entity entity) {
        for (Field field : entity.fields()) {
            for (FieldName name : FieldName.of(entity, field)) {
                switch (name.word()) {
                    case "city",
                            "town",
                            "zip",
                            "zipcode",
                            "postalcode",
                            "street",
                            "country",
                            "address",
                            "countrycode" -> {
                        return true;
                    }
                    default -> {}
                }
            }
        }
        return isOf(Set.of("address", "customer", "location", "store", "warehouse"), FieldName.last(entity.name()));
    }

    /** A prefix says whose city it is; without one it is the row's own. */
    private Place place(Entity entity, FieldName name) {
        String group = "place " + name.prefix();
        return places.computeIfAbsent(entity.name() + "/" + group, key -> {
            int city = Integer.MAX_VALUE;
            for (Field field : entity.fields()) {
                Integer most = field.domain().lengths().most();
                for (FieldName each : FieldName.of(entity, field)) {
                    if (most != null
                            && each.prefix().equals(name.prefix())
                            && (each.word().equals("city") || each.word().equals("town"))) {
                        city = most;
                    }
                }
            }
            Place fitting = Place.of(group, region, city);
            return fitting == null ? Objects.requireNonNull(Place.of(group, region, Integer.MAX_VALUE)) : fitting;
        });
    }

    /** An account belongs to the person of its prefix if the row names one, else to the row's own. */
    private Person person(Entity entity, FieldName name, boolean account) {
        String prefix = account ? owner(entity, name) : name.prefix();
        String group = Person.GROUP + prefix;
        return persons.computeIfAbsent(entity.name() + "/" + group, key -> fitting(entity, prefix, group));
    }

    private static String owner(Entity entity, FieldName name) {
        return isNamed(entity, name.prefix()) || !isNamed(entity, "") ? name.prefix() : "";
    }

    /** What tells an account of the row's person from its main one. */
    private static String ownPrefix(Entity entity, FieldName name) {
        return owner(entity, name).equals(name.prefix()) ? "" : name.prefix();
    }

    /** Tells whether a row has a name with a prefix. */
    private static boolean isNamed(Entity entity, String prefix) {
        for (Field field : entity.fields()) {
            for (FieldName each : FieldName.of(entity, field)) {
                boolean names = switch (each.word()) {
                    case "firstname", "lastname", "fullname", "surname" -> true;
                    case "name" -> !prefix.isEmpty() || isPerson(entity);
                    default -> false;
                };
                if (names && each.prefix().equals(prefix)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Shortens names until all that is made of them has room, or if too few would be left, as much as can be. */
    private Person fitting(Entity entity, String prefix, String group) {
        int first = Integer.MAX_VALUE;
        int last = Integer.MAX_VALUE;
        int full = Integer.MAX_VALUE;
        int account = Integer.MAX_VALUE;
        for (Field field : entity.fields()) {
            Integer bound = field.domain().lengths().most();
            if (bound == null || field.type() != String.class) {
                continue;
            }
            for (FieldName name : FieldName.of(entity, field)) {
                boolean own = name.prefix().equals(prefix);
                switch (name.word()) {
                    case "firstname", "givenname", "forename", "middlename" ->
                        first = own ? Math.min(first, bound) : first;
                    case "lastname", "surname", "familyname" -> last = own ? Math.min(last, bound) : last;
                    case "fullname", "name", "displayname", "contactname" -> full = own ? Math.min(full, bound) : full;
                    case "username", "login", "slug" ->
                        account = own ? Math.min(account, bound - Aspect.ROUND) : account;
                    case "email", "emailaddress", "mail" -> {
                        int host =
                                own ? Person.HOST : Person.HOST + name.prefix().length() + 1;
                        boolean its = own || owner(entity, name).equals(prefix);
                        account = its ? Math.min(account, bound - host - Aspect.ROUND) : account;
                    }
                    default -> {}
                }
            }
        }
        Person person = Person.of(group, region, first, last, Math.min(full, account), account);
        person = person == null ? Person.of(group, region, first, last, full, Integer.MAX_VALUE) : person;
        person = person == null ? Person.of(group, region, first, last, Integer.MAX_VALUE, Integer.MAX_VALUE) : person;
        return person == null ? Person.of(group, region) : person;
    }

    /** Says what an enum of genders holds: the person's; null if it is none. */
    @Nullable Aspect gender(Entity entity, Field field, Object[] constants) {
        Object man = constant(constants, "MALE", "M", "MAN");
        Object woman = constant(constants, "FEMALE", "F", "WOMAN");
        if (man == null || woman == null) {
            return null;
        }
        FieldName name = FieldName.of(entity, field).get(0);
        return person(entity, new FieldName("", name.word()), false).gender(man, woman);
    }

    private static @Nullable Object constant(Object[] constants, String... names) {
        return Arrays.stream(constants)
                .filter(each ->
                        Arrays.asList(names).contains(String.valueOf(each).toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    /** Says where a number lies on the earth, if its name does; null otherwise. */
    @Nullable Aspect coordinate(Entity entity, Field field, Place.Degrees degrees) {
        for (FieldName name : FieldName.of(entity, field)) {
            switch (name.word()) {
                case "latitude", "lat" -> {
                    return place(entity, name).coordinate(true, degrees);
                }
                case "longitude", "lon", "lng", "long" -> {
                    return place(entity, name).coordinate(false, degrees);
                }
                default -> {}
            }
        }
        return null;
    }
}
