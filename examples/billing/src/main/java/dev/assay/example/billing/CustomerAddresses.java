package dev.assay.example.billing;

import static dev.assay.core.Gen.Weighted.of;

import dev.assay.core.Gen;
import dev.assay.data.Calculation;
import dev.assay.data.Constraint;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.store.Args;
import dev.assay.data.store.Change;
import dev.assay.data.store.Resource;
import dev.assay.example.billing.CustomerAddress.Type;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How addresses are: the first of a customer is the primary one, for billing, and active. */
final class CustomerAddresses {
    private static final Gen<Type> OTHERS =
            Gen.weighted(of(60, Type.SHIPPING), of(20, Type.MAILING), of(10, Type.BILLING), of(10, Type.OTHER));

    private CustomerAddresses() {}

    static Model in(Model model) {
        Constraint.Check isPrimary = new Constraint.Check(
                "primary", "primary", List.of("primary"), address -> address.get("primary", Boolean.class));
        return model.with(CustomerAddress.class, "primary", (row, own) -> isFirst(row))
                .with(
                        CustomerAddress.class,
                        "addressType",
                        (row, own) -> row.get("primary", Boolean.class) ? Type.BILLING : OTHERS.draw(own))
                .with(
                        CustomerAddress.class,
                        "street2",
                        (row, own) -> own.chance(0.2) ? "Apt. " + (1 + own.below(99)) : null)
                .with(
                        CustomerAddress.class,
                        "active",
                        (row, own) -> row.get("primary", Boolean.class) || own.chance(0.85))
                .with(
                        CustomerAddress.class,
                        "createdAt",
                        (row, own) -> row.parent("customerId").get("createdAt", LocalDateTime.class))
                .with(
                        CustomerAddress.class,
                        new Constraint.Unique("one primary address", List.of("customerId"), Optional.of(isPrimary)))
                .with(
                        CustomerAddress.class,
                        new Calculation("formattedAddress", String.class, CustomerAddresses::formatted),
                        new Calculation("shortAddress", String.class, CustomerAddresses::shortened),
                        new Calculation(
                                "region", Region.class, address -> Region.of(address.get("state", String.class))));
    }

    static Resource<CustomerAddress> resource() {
        return Resource.of(CustomerAddress.class)
                .byDefault("addressType", Type.BILLING)
                .byDefault("country", "US")
                .byDefault("primary", false)
                .byDefault("active", true)
                .byDefault("createdAt", Trade::now)
                .read("primary", (addresses, args) -> addresses.where("primary", true))
                .read("byType", (addresses, args) -> addresses.where("addressType", args.get("type", Type.class)))
                .read("byState", (addresses, args) -> addresses.where("state", args.get("state", String.class)))
                .update("setPrimary", CustomerAddresses::setPrimary)
                .update("deactivate", CustomerAddresses::deactivate)
                .validate(
                        "a primary address is active",
                        address -> !address.get("primary", Boolean.class) || address.get("active", Boolean.class));
    }

    /** The address that was the primary one before no longer is. */
    private static void setPrimary(Change address, Args args) {
        address.store()
                .query(CustomerAddress.class)
                .where("customerId", address.get("customerId"))
                .where("primary", true)
                .rows()
                .forEach(other -> address.store().update(other, Map.of("primary", false)));
        address.set("primary", true).set("active", true);
    }

    private static void deactivate(Change address, Args args) {
        if (address.get("primary", Boolean.class)) {
            throw address.refused("it is the primary address: make another one primary first");
        }
        address.set("active", false);
    }

    private static boolean isFirst(Row address) {
        Iterator<Row> all =
                address.parent("customerId").children(CustomerAddress.class).iterator();
        return !all.hasNext() || all.next().index() == address.index();
    }

    private static String formatted(Row address) {
        Object street2 = address.get("street2");
        return address.get("street") + (street2 == null ? "" : ", " + street2) + ", " + shortened(address) + " "
                + address.get("postalCode") + ", " + address.get("country");
    }

    private static String shortened(Row address) {
        return address.get("city") + ", " + address.get("state");
    }
}
