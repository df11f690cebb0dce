package dev.chiron.tutor;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "The libraries that write the OpenAPI document fit together: one copy of the annotations, of the right version")
class OpenApiLibrariesTest {

    @Schema(name = "Sample")
    record Sample(@Schema(description = "how many") int count) {}

    @Test
    void aSchemaIsReadFromItsAnnotations() {
        var schema = ModelConverters.getInstance(true).resolveAsResolvedSchema(new AnnotatedType(Sample.class));

        assertThat(schema.schema.getName()).isEqualTo("Sample");
        assertThat(schema.schema.getProperties().get("count")).isNotNull();
    }

    @Test
    void theAnnotationsAreOnTheClassPathOnce() throws IOException {
        var copies = Schema.class.getClassLoader().getResources("io/swagger/v3/oas/annotations/media/Schema.class");

        assertThat(Collections.list(copies)).hasSize(1);
    }
}
