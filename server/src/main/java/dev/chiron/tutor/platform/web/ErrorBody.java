package dev.chiron.tutor.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chiron.tutor.platform.ApiException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The body of every error answer outside AG-UI streams. */
@Schema(name = "Error")
record ErrorBody(
        @Schema(
                description = "Stable, for programs",
                example = "validation_error",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String errorCode,

        @Schema(description = "For a person", requiredMode = Schema.RequiredMode.REQUIRED)
        String message,

        @Schema(description = "On validation errors: which field, and what is wrong with it")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<ApiException.Detail> details) {

    static ErrorBody of(ApiException e) {
        return new ErrorBody(e.errorCode(), String.valueOf(e.getMessage()), e.details());
    }
}
