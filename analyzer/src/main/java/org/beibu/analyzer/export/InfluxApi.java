package org.beibu.analyzer.export;

/**
 * How InfluxDB is written to. Named in the configuration, not guessed: a server that answers 404
 * may lack the API or the database.
 */
public enum InfluxApi {
    /** {@code POST /write?db=&rp=}: InfluxDB 1.x. */
    V1("v1"),
    /** {@code POST /api/v2/write?org=&bucket=}: InfluxDB 1.8 and later, and what imitates it. */
    V2("v2");

    private final String text;

    InfluxApi(String text) {
        this.text = text;
    }

    /**
     * The API with this name.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static InfluxApi parse(String text) {
        for (InfluxApi api : values()) {
            if (api.text.equals(text)) {
                return api;
            }
        }
        throw new IllegalArgumentException("not an InfluxDB API (v1 or v2): '" + text + "'");
    }

    @Override
    public String toString() {
        return text;
    }
}
