package dev.assay.spring.shop;

import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class CustomerController {
    private final Registration registration;

    CustomerController(Registration registration) {
        this.registration = registration;
    }

    @PostMapping("/customers/{name}")
    public String register(@PathVariable("name") String name) {
        return registration.register(name).getName();
    }

    @GetMapping("/customers")
    public List<String> names() {
        return registration.names();
    }

    /** Answers on another thread than the one that the request came in on. */
    @GetMapping("/customers/later")
    public Callable<List<String>> later() {
        return registration::names;
    }
}
