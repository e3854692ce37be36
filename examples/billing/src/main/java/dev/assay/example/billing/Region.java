package dev.assay.example.billing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The parts of the United States, as the Census Bureau divides them. */
public enum Region {
    NORTHEAST(
            "CT Connecticut, ME Maine, MA Massachusetts, NH New Hampshire, RI Rhode Island, VT Vermont, NJ New Jersey, "
                    + "NY New York, PA Pennsylvania"),
    MIDWEST(
            "IL Illinois, IN Indiana, MI Michigan, OH Ohio, WI Wisconsin, IA Iowa, KS Kansas, MN Minnesota, MO Missouri, "
                    + "NE Nebraska, ND North Dakota, SD South Dakota"),
    SOUTH("DE Delaware, FL Florida, GA Georgia, MD Maryland, NC North Carolina, SC South Carolina, VA Virginia, "
            + "DC District of Columbia, WV West Virginia, AL Alabama, KY Kentucky, MS Mississippi, TN Tennessee, "
            + "AR Arkansas, LA Louisiana, OK Oklahoma, TX Texas"),
    WEST("AZ Arizona, CO Colorado, ID Idaho, MT Montana, NV Nevada, NM New Mexico, UT Utah, WY Wyoming, AK Alaska, "
            + "CA California, HI Hawaii, OR Oregon, WA Washington"),
    OTHER("");

    private static final Map<String, Region> BY_STATE = new HashMap<>();

    static {
        for (Region region : values()) {
            for (String state : region.states.split(", ")) {
                if (!state.isEmpty()) {
                    BY_STATE.put(state.substring(0, 2), region);
                    BY_STATE.put(state.substring(3).toUpperCase(Locale.ROOT), region);
                }
            }
        }
    }

    private final String states;

    Region(String states) {
        this.states = states;
    }

    /** Returns the region of a state, by its code or its name, in any case; {@link #OTHER} of what is none. */
    public static Region of(String state) {
        return BY_STATE.getOrDefault(state.strip().toUpperCase(Locale.ROOT), OTHER);
    }
}
