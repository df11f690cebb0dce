package dev.chiron.tutor.identity.api;

import dev.chiron.tutor.audit.AuditAction;
import dev.chiron.tutor.identity.IdentityProvider;
import dev.chiron.tutor.identity.IdentityProvider.SignedIn;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.LearnerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth")
@Tag(name = "auth")
class AuthController {

    private static final int MAX_PASSWORD_BYTES = 72;

    /** The one character that the database cannot store, nor look for. */
    private static final String NO_NUL = "^[^\\x00]*$";

    private final IdentityProvider identity;
    private final SignInAudit audit;

    AuthController(IdentityProvider identity, SignInAudit audit) {
        this.identity = identity;
        this.audit = audit;
    }

    @Schema(name = "SignUp")
    record SignUp(
            @NotNull(message = "is missing")
            @NotBlank(message = "is blank")
            @Email(message = "is not an email address")
            @Pattern(regexp = NO_NUL, message = "has a NUL character")
            @Size(max = 254, message = "has more than 254 characters")
            String email,

            @NotNull(message = "is missing") @Size(min = 8, max = 72, message = "must have 8 to 72 characters")
            String password) {

        @Override
        public String toString() {
            return "SignUp";
        }
    }

    @Schema(name = "Login")
    record Login(
            @NotNull(message = "is missing")
            @NotBlank(message = "is blank")
            @Pattern(regexp = NO_NUL, message = "has a NUL character")
            @Size(max = 254, message = "has more than 254 characters")
            String email,

            @NotNull(message = "is missing") @Size(min = 1, max = 1000, message = "must have 1 to 1000 characters")
            String password) {

        @Override
        public String toString() {
            return "Login";
        }
    }

    @Schema(name = "Refresh")
    record Refresh(
            @NotNull(message = "is missing")
            @NotBlank(message = "is blank")
            @Pattern(regexp = NO_NUL, message = "has a NUL character")
            @Size(max = 1000, message = "has more than 1000 characters")
            String refreshToken) {

        @Override
        public String toString() {
            return "Refresh";
        }
    }

    @Schema(name = "SignedInUser")
    record User(UUID id, String email) {}

    @Schema(name = "Tokens")
    record Tokens(
            String accessToken,
            @Schema(allowableValues = "bearer") String tokenType,
            @Schema(description = "Seconds") long expiresIn,
            String refreshToken,
            User user) {

        static Tokens of(SignedIn signedIn) {
            return new Tokens(
                    signedIn.accessToken(),
                    "bearer",
                    signedIn.expiresIn().toSeconds(),
                    signedIn.refreshToken(),
                    new User(signedIn.userId(), signedIn.email()));
        }

        @Override
        public String toString() {
            return "Tokens";
        }
    }

    @Operation(summary = "Make an account")
    @PostMapping("/signup")
    @org.springframework.web.bind.annotation.ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Tokens> signUp(@Valid @RequestBody SignUp request) {
        // Both providers hash with bcrypt, which reads so much and no more.
        if (request.password().getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES) {
            throw ApiException.validation("password", "must have at most " + MAX_PASSWORD_BYTES + " bytes");
        }
        return answer(
                HttpStatus.CREATED,
                audit.audited(
                        AuditAction.SIGN_UP,
                        request.email(),
                        () -> identity.signUp(request.email(), request.password())));
    }

    @Operation(summary = "Log in")
    @PostMapping("/login")
    ResponseEntity<Tokens> login(@Valid @RequestBody Login request) {
        return answer(
                HttpStatus.OK,
                audit.audited(
                        AuditAction.LOGIN, request.email(), () -> identity.login(request.email(), request.password())));
    }

    @Operation(summary = "Exchange a refresh token, which works once, for new tokens")
    @PostMapping("/refresh")
    ResponseEntity<Tokens> refresh(@Valid @RequestBody Refresh request) {
        return answer(
                HttpStatus.OK,
                audit.audited(AuditAction.REFRESH, null, () -> identity.refresh(request.refreshToken())));
    }

    @Operation(
            summary = "Log out: the refresh tokens of this login work no more",
            description = "Access tokens stay good until they expire.")
    @ApiResponse(responseCode = "204", description = "This login has ended")
    @PostMapping("/logout")
    ResponseEntity<Void> logOut() {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken login)) {
            throw ApiException.unauthenticated();
        }
        var token = login.getToken();
        var learner = UUID.fromString(token.getSubject());
        identity.logOut(token.getTokenValue(), learner, session(token));
        audit.done(AuditAction.LOGOUT, new LearnerId(learner));
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }

    private static @Nullable UUID session(Jwt token) {
        try {
            var id = token.getClaimAsString("session_id");
            return id == null ? null : UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static ResponseEntity<Tokens> answer(HttpStatus status, SignedIn signedIn) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(Tokens.of(signedIn));
    }
}
