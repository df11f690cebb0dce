package dev.chiron.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/** Mints access tokens with the claims of Supabase Auth; by hand, so that broken ones can be made as well. */
final class Tokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String ISSUER = "https://testkit.supabase.co/auth/v1";

    private static final Duration SIGNED_IN_BEFORE = Duration.ofHours(1);

    private final String secret;

    Tokens(String secret) {
        this.secret = secret;
    }

    /** What the tokens are signed with. */
    TokenKey key() {
        return TokenKey.hs256(secret);
    }

    static ObjectNode claims(UUID id, String email, Map<String, Object> appMetadata, Instant at, Duration lifetime) {
        ObjectNode claims = Json.MAPPER
                .createObjectNode()
                .put("iss", ISSUER)
                .put("sub", id.toString())
                .put("aud", "authenticated")
                .put("iat", at.getEpochSecond())
                .put("exp", at.plus(lifetime).getEpochSecond())
                .put("email", email)
                .put("phone", "")
                .put("role", "authenticated")
                .put("aal", "aal1")
                .put("session_id", UUID.randomUUID().toString())
                .put("is_anonymous", false);
        ObjectNode app = claims.putObject("app_metadata").put("provider", "email");
        app.putArray("providers").add("email");
        appMetadata.forEach((name, value) -> app.set(name, Json.MAPPER.valueToTree(value)));
        claims.putObject("user_metadata");
        // Signed in some time ago, and refreshed since: what wants a login of this moment refuses it.
        claims.putArray("amr")
                .addObject()
                .put("method", "password")
                .put("timestamp", at.minus(SIGNED_IN_BEFORE).getEpochSecond());
        return claims;
    }

    String sign(String claims) {
        return sign(claims, secret);
    }

    static String sign(String claims, String secret) {
        String content = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encode(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    static String unsigned(String claims) {
        return encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encode(claims) + ".";
    }

    /** The token with other claims under the old signature. */
    static String tampered(String token, String claims) {
        String[] parts = token.split("\\.", -1);
        return parts[0] + "." + encode(claims) + "." + parts[2];
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
