package dev.assay.example.billing.app;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody asks for an invoice that there is not. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchInvoice extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchInvoice(long invoice) {
        super("there is no invoice " + invoice);
    }
}
