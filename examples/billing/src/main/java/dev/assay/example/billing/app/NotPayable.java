package dev.assay.example.billing.app;

import dev.assay.example.billing.Invoice;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody pays what nobody has to pay. */
@ResponseStatus(HttpStatus.CONFLICT)
public class NotPayable extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotPayable(String invoice, Invoice.Status status) {
        super("invoice " + invoice + " is " + status);
    }
}
