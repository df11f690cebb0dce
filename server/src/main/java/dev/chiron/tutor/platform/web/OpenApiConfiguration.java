package dev.chiron.tutor.platform.web;

import dev.chiron.tutor.platform.TokenOwner;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API's document: what the controllers say of themselves, and what holds for all of them. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String BEARER = "access_token";
    private static final Set<String> OPEN = Set.of("health", "auth");

    static {
        SpringDocUtils.getConfig().addAnnotationsToIgnore(TokenOwner.class);
    }

    @Bean
    OpenAPI apiDocument() {
        return new OpenAPI()
                .info(new Info()
                        .title("Chiron")
                        .version("v1")
                        .description("An AI tutor. Errors have one shape everywhere outside AG-UI streams.")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description(
                                                "A Supabase access token; /auth/signup and /auth/login give one")));
    }

    @Bean
    RecordModels recordModels() {
        return new RecordModels();
    }

    /** Adds to every operation the errors that it can end in, and to those that need a token that they do. */
    @Bean
    OpenApiCustomizer commonAnswers(RecordModels models) {
        return document -> {
            ModelConverters.getInstance(true)
                    .readAll(ErrorBody.class)
                    .forEach((name, schema) -> document.getComponents().addSchemas(name, schema));
            document.getPaths().forEach((path, item) -> item.readOperationsMap()
                    .forEach((method, operation) -> complete(path, method, operation)));
            models.complete(document);
        };
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        var constant = path.endsWith("/capabilities");
        var open = constant
                || (!path.endsWith("/logout")
                        && operation.getTags() != null
                        && operation.getTags().stream().anyMatch(OPEN::contains));
        var health = path.endsWith("/health");
        var errors = new LinkedHashMap<String, String>();
        if (!open) {
            operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
            errors.put("401", "No valid access token");
        }
        errors.put("400", "The request is not valid");
        errors.put("429", "Too many requests of this learner, or from this address");
        if (hasBody(operation)) {
            errors.put("406", "The answer cannot be had in the form that was asked for");
        }
        if (!health && !constant) {
            errors.put("503", "Something that is needed cannot be reached; nothing was saved");
        }
        if (operation.getRequestBody() != null || method == PathItem.HttpMethod.POST) {
            errors.put("408", "The body took too long to arrive");
            errors.put("413", "The body is too large");
            errors.put("415", "The body is not JSON");
        }
        if (path.contains("{") || path.endsWith("/messages")) {
            errors.put("404", "There is no such thing, or it is somebody else's");
        }
        errors.putAll(special(path, method));
        errors.forEach(
                (status, description) -> operation.getResponses().computeIfAbsent(status, each -> new ApiResponse()
                        .description(description)
                        .content(body())));
    }

    private static boolean hasBody(Operation operation) {
        return operation.getResponses().entrySet().stream()
                .anyMatch(
                        each -> each.getKey().startsWith("2") && each.getValue().getContent() != null);
    }

    private static Map<String, String> special(String path, PathItem.HttpMethod method) {
        var post = method == PathItem.HttpMethod.POST;
        if (path.endsWith("/auth/signup")) {
            return Map.of(
                    "409",
                    "There is an account with this email",
                    "401",
                    "The email has to be confirmed first",
                    "403",
                    "Nobody can sign up here",
                    "429",
                    "Too many requests");
        }
        if (path.endsWith("/auth/logout")) {
            return Map.of("429", "Too many requests");
        }
        if (path.contains("/auth/")) {
            return Map.of("401", "Not accepted", "403", "Nobody can log in by email here", "429", "Too many requests");
        }
        if (post && path.endsWith("/chat/messages")) {
            return Map.of("409", "The message id was used for another message", "429", "Too many messages");
        }
        if (path.endsWith("/agui") || path.equals("/awp")) {
            return Map.of(
                    "409", "The thread is busy with another run", "429", "Too many messages", "406", "Streams only");
        }
        if (path.endsWith("/events") || path.endsWith("/connect")) {
            return Map.of("406", "Streams only", "429", "Too many streams of this learner are open");
        }
        if (path.endsWith("/interactions/{interaction_id}")) {
            return Map.of("409", "It was answered before, or the tutor has gone on", "429", "Too many messages");
        }
        if (post && path.endsWith("/start")) {
            return Map.of("409", "The track is empty, or the session has another path");
        }
        if (post && path.endsWith("/complete")) {
            return Map.of("409", "The learner is at another unit, or this one asks a question");
        }
        if (path.endsWith("/users/me")) {
            return Map.of("403", "The password is wrong, or the last login is too old", "429", "Too many attempts");
        }
        if (path.endsWith("/users/me/export")) {
            return Map.of("409", "There is more than can be sent at once", "429", "Too many exports at once");
        }
        if (path.contains("{user_id}")) {
            return Map.of("403", "Another learner's progress");
        }
        return Map.of();
    }

    private static Content body() {
        return new Content()
                .addMediaType(
                        "application/json",
                        new MediaType().schema(new Schema<Object>().$ref("#/components/schemas/Error")));
    }
}
