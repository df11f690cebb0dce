package dev.chiron.tutor.platform.temporal;

import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** How what Temporal keeps is written. */
public final class Payloads {

    private Payloads() {}

    /** Payloads as the rest of the program writes JSON: Jackson 3, snake_case, ISO-8601 times. */
    public static DataConverter converter() {
        var mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        return DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(new Jackson3JsonPayloadConverter(mapper));
    }
}
