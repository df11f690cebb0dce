package dev.chiron.tutor.identity.api;

import dev.chiron.tutor.identity.IdentityProvider;
import dev.chiron.tutor.identity.IdentityProvider.SignedIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth")
@Tag(name = "auth")
class AuthController {

    /** The one character that the database cannot store, nor look for. */
    private static final String NO_NUL = "^[^\\x00]*$";

    private final IdentityProvider identity;

    AuthController(IdentityProvider identity) {
        this.identity = identity;
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
        return answer(HttpStatus.CREATED, identity.signUp(request.email(), request.password()));
    }

    @Operation(summary = "Log in")
    @PostMapping("/login")
    ResponseEntity<Tokens> login(@Valid @RequestBody Login request) {
        return answer(HttpStatus.OK, identity.login(request.email(), request.password()));
    }

    @Operation(summary = "Exchange a refresh token, which works once, for new tokens")
    @PostMapping("/refresh")
    ResponseEntity<Tokens> refresh(@Valid @RequestBody Refresh request) {
        return answer(HttpStatus.OK, identity.refresh(request.refreshToken()));
    }

    private static ResponseEntity<Tokens> answer(HttpStatus status, SignedIn signedIn) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(Tokens.of(signedIn));
    }
}
