package dev.assay.data.internal;

/** Short texts that somebody could have written, by what they are about. */
enum Prose {
    DESCRIPTION(
            "{1} {2} {3}, {4}.",
            "A sturdy|A light|A classic|A compact|An affordable|A popular|A hand-finished|A quiet|A durable|An everyday",
            "design|model|version|choice|product|item|piece|edition",
            "for the home|for the office|for travelling|for beginners|for professionals|for the whole family|for daily use",
            "easy to clean|made to last|delivered ready to use|with a warranty of two years|now in new colors|tested for safety|simple to repair"),
    NOTE(
            "{1} {2}{3}.",
            "Asked about|Called about|Wrote about|Agreed to|Waits for|Thanked us for|Complained about|Prefers|Confirmed",
            "the last invoice|a later delivery|the new price list|a replacement|the next appointment|a partial refund|the contract|the delivery address",
            "|; will call back on Monday|; answered the same day|; needs a reply this week|; no further action|; passed on to sales|; documents attached"),
    COMMENT(
            "{1} {2}, {3}.",
            "Arrived on time|Works as described|Looks better than expected|Took a while to set up|Good value|Exactly what I needed|Smaller than I thought|Our second order",
            "and the support was friendly|and well packed|but the manual is short|and I would buy it again|though the color differs a little|and easy to use",
            "thank you|recommended|five of us use it|no complaints so far|will report again|a good buy"),
    TITLE(
            "{1} {2} {3}",
            "A Short Guide to|Notes on|The Future of|Getting Started with|Lessons from|A Closer Look at|Ten Questions about|The Art of",
            "Modern|Sustainable|Everyday|Practical|Digital|Local|Small|Remote",
            "Work|Design|Travel|Cooking|Gardening|Music|Teams|Markets|Cities|Learning"),
    REASON(
            "{1} {2}",
            "Changed|Requested|Corrected|Cancelled|Approved|Postponed|Returned",
            "by the customer|after a phone call|because of a delay|for a better offer|at month's end|after an inspection|by mistake"),
    REMARK(
            "{1} {2}",
            "regular|special|seasonal|internal|temporary|standard|extended|basic",
            "handling|delivery|offer|request|review|service|account|arrangement");

    private final String pattern;
    private final String[] lists;

    Prose(String pattern, String... lists) {
        this.pattern = pattern;
        this.lists = lists;
    }

    /** Returns its sentences. */
    Phrase phrase() {
        return Phrase.of(pattern, place -> Words.of(lists[place.charAt(0) - '1'].split("\\|", -1)));
    }
}
