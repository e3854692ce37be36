package dev.assay.data.internal;

import dev.assay.core.Diagnosis;
import java.util.Locale;

/**
 * What a locale says of people and places: language, country, and how things are written there.
 *
 * @param tag the locale's language tag
 * @param vocabulary its words
 * @param code the country's code (ISO 3166-1)
 * @param alpha3 its code of three letters
 * @param country what it is called there
 * @param currency its currency (ISO 4217)
 * @param dial what phone numbers begin with
 * @param digits how many digits follow, with those of the area
 * @param zone the time zone where places have none of their own
 * @param street how a street and a house are written, as a {@link Phrase}
 * @param ways kinds of streets; empty where the vocabulary has them
 * @param iban an IBAN after its country and check digits, as a {@link Template}; of Germany where there are none
 * @param vat how a company's tax number is written, as a template
 */
record Region(
        String tag,
        Vocabulary vocabulary,
        String code,
        String alpha3,
        String country,
        String currency,
        String dial,
        int digits,
        String zone,
        String street,
        Words ways,
        String iban,
        String vat) {
    private static final String GERMAN_IBAN = "DE##################";

    /** Rows are Americans' unless somebody says otherwise. */
    static final Region USUAL = unitedStates();

    /** Returns the region of a locale; of a language alone, its largest country's. */
    static Region of(Locale locale) {
        return switch (locale.toLanguageTag()) {
            case "en", "en-US" -> USUAL;
            case "en-GB" ->
                new Region(
                        "en-GB",
                        new Vocabulary("en"),
                        "GB",
                        "GBR",
                        "United Kingdom",
                        "GBP",
                        "+44",
                        10,
                        "Europe/London",
                        "{house} {last} {way}",
                        Words.of("Road", "Street", "Lane", "Close", "Avenue", "Gardens", "Way"),
                        "GB????##############",
                        "GB#########");
            case "de", "de-DE" ->
                new Region(
                        "de-DE",
                        new Vocabulary("de"),
                        "DE",
                        "DEU",
                        "Deutschland",
                        "EUR",
                        "+49",
                        10,
                        "Europe/Berlin",
                        "{address.street_root} {house}",
                        Words.of(),
                        GERMAN_IBAN,
                        "DE#########");
            case "fr", "fr-FR" ->
                new Region(
                        "fr-FR",
                        new Vocabulary("fr"),
                        "FR",
                        "FRA",
                        "France",
                        "EUR",
                        "+33",
                        9,
                        "Europe/Paris",
                        "{house} {way} {address.street_suffix}",
                        Words.of("Rue", "Avenue", "Boulevard", "Place", "Quai"),
                        "FR#######################",
                        "FR###########");
            case "es", "es-ES" ->
                new Region(
                        "es-ES",
                        new Vocabulary("es"),
                        "ES",
                        "ESP",
                        "España",
                        "EUR",
                        "+34",
                        9,
                        "Europe/Madrid",
                        "{way} {first} {last}, {house}",
                        Words.of("Calle", "Avenida", "Plaza", "Paseo"),
                        "ES####################",
                        "ES?########");
            case "it", "it-IT" ->
                new Region(
                        "it-IT",
                        new Vocabulary("it"),
                        "IT",
                        "ITA",
                        "Italia",
                        "EUR",
                        "+39",
                        10,
                        "Europe/Rome",
                        "{way} {first} {last}, {house}",
                        Words.of("Via", "Viale", "Corso", "Piazza"),
                        "IT?######################",
                        "IT###########");
            case "nl", "nl-NL" ->
                new Region(
                        "nl-NL",
                        new Vocabulary("nl"),
                        "NL",
                        "NLD",
                        "Nederland",
                        "EUR",
                        "+31",
                        9,
                        "Europe/Amsterdam",
                        "{last}{address.street_suffix} {house}",
                        Words.of(),
                        "NL????##########",
                        "NL#########B##");
            case "pl", "pl-PL" ->
                new Region(
                        "pl-PL",
                        new Vocabulary("pl"),
                        "PL",
                        "POL",
                        "Polska",
                        "PLN",
                        "+48",
                        9,
                        "Europe/Warsaw",
                        "{way} {last} {house}",
                        Words.of("ul.", "al.", "pl."),
                        "PL########################",
                        "PL##########");
            case "pt", "pt-BR" ->
                new Region(
                        "pt-BR",
                        new Vocabulary("pt-BR"),
                        "BR",
                        "BRA",
                        "Brasil",
                        "BRL",
                        "+55",
                        10,
                        "America/Sao_Paulo",
                        "{way} {first} {last}, {house}",
                        Words.of("Rua", "Avenida", "Travessa", "Alameda"),
                        "BR#######################P1",
                        "##.###.###/0001-##");
            case "sv", "sv-SE" ->
                new Region(
                        "sv-SE",
                        new Vocabulary("sv"),
                        "SE",
                        "SWE",
                        "Sverige",
                        "SEK",
                        "+46",
                        9,
                        "Europe/Stockholm",
                        "{address.street_root}{address.street_suffix} {house}",
                        Words.of(),
                        "SE####################",
                        "SE##########01");
            case "ja", "ja-JP" ->
                new Region(
                        "ja-JP",
                        new Vocabulary("ja"),
                        "JP",
                        "JPN",
                        "日本",
                        "JPY",
                        "+81",
                        9,
                        "Asia/Tokyo",
                        "{last}町{house}",
                        Words.of(),
                        GERMAN_IBAN,
                        "T#############");
            default -> throw unknown(locale);
        };
    }

    private static Region unitedStates() {
        return new Region(
                "en-US",
                new Vocabulary("en"),
                "US",
                "USA",
                "United States",
                "USD",
                "+1",
                10,
                "America/New_York",
                "{number} {last} {address.street_suffix}",
                Words.of(),
                GERMAN_IBAN,
                "##-#######");
    }

    /** Tells whether the family's name stands first. */
    boolean familyFirst() {
        return code.equals("JP");
    }

    private static RuntimeException unknown(Locale locale) {
        return Diagnosis.of("ASSAY-DATA-024", "nothing is known of people and places of a locale.")
                .with("locale", locale.toLanguageTag())
                .with("known", "en-US, en-GB, de-DE, fr-FR, es-ES, it-IT, nl-NL, pl-PL, pt-BR, sv-SE, ja-JP")
                .because("names, addresses and phone numbers are those of a country")
                .toFix("locale(Locale.US)")
                .exception();
    }
}
