package dev.chiron.tutor.curriculum.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says in the API document that what is used cannot be removed. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "409",
        description = "It is in use; `error_code` is `in_use`",
        content = @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/Error")))
@interface InUse {}
