package dev.chiron.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Access tokens that must be refused, each for one reason, and the good one that they were made from. The same seed makes the
 * same choices again; strangers' keys and the time are others, and what follows from them.
 *
 * <p>Where it matters, a forgery is signed with the right key: such a token is the project's own, and still not a learner's.
 * All of them are printable ASCII without blanks at their ends, so they can be sent in a header.
 */
public final class ForgedTokens {

    /** What is wrong with a token. The names finish the sentence "a token …". */
    public enum Kind {
        UNSIGNED("that says it needs no signature", Forge::unsigned),
        SIGNATURE_MISSING("whose signature is missing", Forge::signatureMissing),
        SIGNATURE_OF_ANOTHER_LENGTH("whose signature is cut short or drawn out", Forge::signatureOfAnotherLength),
        SIGNATURE_BIT("with one bit of its signature changed", Forge::signatureBit),
        SIGNATURE_BLANK("whose signature is made of zeroes, ones or the order of the curve", Forge::signatureBlank),
        STRANGERS_KEY("signed with a stranger's key under the right name", Forge::strangersKey),
        OTHER_CLAIMS("with other claims under the old signature", Forge::otherClaims),
        OTHER_HEADER("with another header under the old signature", Forge::otherHeader),
        OTHER_ALGORITHM("signed with the right key by an algorithm that it is not for", Forge::otherAlgorithm),
        GUESSED_SECRET("signed with a secret that anybody can guess", Forge::guessedSecret),
        PUBLIC_KEY_AS_SECRET("signed with the public key as if it were a secret", Forge::publicKeyAsSecret),
        OTHER_FAMILY("signed with a stranger's key of another kind", Forge::otherFamily),
        KEY_IN_HEADER("that brings its own key in jwk", Forge::keyInHeader),
        KEY_ADDRESS("that says by jku where to fetch a key", Forge::keyAddress),
        CERTIFICATE_ADDRESS("that says by x5u where to fetch a certificate", Forge::certificateAddress),
        CERTIFICATE_IN_HEADER("that brings its own certificate in x5c", Forge::certificateInHeader),
        UNKNOWN_KEY("that names a key nobody has heard of", Forge::unknownKey),
        SIGNATURE_IN_DER("whose ECDSA signature is in another form", Forge::signatureInDer),
        CRITICAL("with a critical header that nobody understands", Forge::critical),
        UNENCODED("whose payload is said not to be encoded", Forge::unencoded),
        COMPRESSED("that is compressed", Forge::compressed),
        ENCRYPTED("that is encrypted", Forge::encrypted),
        NESTED("with another token inside", Forge::nested),
        OTHER_TYPE("that is of another type than JWT", Forge::otherType),
        ALGORITHM_ODD("whose algorithm is missing or no algorithm", Forge::algorithmOdd),
        EXPIRED("that has ended", Forge::expired),
        NOT_YET("that has not begun", Forge::notYet),
        FROM_THE_FUTURE("issued in the future", Forge::fromTheFuture),
        WITHOUT_END("that never ends", Forge::withoutEnd),
        TOO_LONG_LIVED("that lives for years", Forge::tooLongLived),
        END_IS_NO_TIME("whose end is no time", Forge::endIsNoTime),
        WITHOUT_BEGINNING("that does not say when it was issued", Forge::withoutBeginning),
        ANON("with the role anon", Forge::anon),
        SERVICE_ROLE("with the role service_role", Forge::serviceRole),
        OTHER_ROLE("with no role, or one that is not a learner's", Forge::otherRole),
        OTHER_AUDIENCE("for somebody else, or for nobody", Forge::otherAudience),
        OTHER_ISSUER("of another project", Forge::otherIssuer),
        NO_LEARNER("whose subject is no learner's id", Forge::noLearner),
        ANONYMOUS("of somebody without an account", Forge::anonymous),
        MEMBER_TWICE("with a member that is there twice", Forge::memberTwice),
        CLAIMS_ARE_NO_CLAIMS("whose payload is no JSON object", Forge::claimsAreNoClaims),
        HEADER_IS_NO_HEADER("whose header is no JSON object", Forge::headerIsNoHeader),
        PARTS("with too many or too few parts", Forge::parts),
        NOT_BASE64("with characters that base64url does not have", Forge::notBase64),
        NOT_COMPACT("in the JSON form of signed data", Forge::notCompact),
        TOO_LONG("of more than 7,000 characters", Forge::tooLong),
        NOISE("that is noise", Forge::noise);

        private final String sentence;
        /** A method of the forge, and nothing that could change. */
        @SuppressWarnings("ImmutableEnumChecker")
        private final Function<Forge, String> made;

        Kind(String sentence, Function<Forge, String> made) {
            this.sentence = sentence;
            this.made = made;
        }

        /** Whether there is such a thing for keys of this algorithm. */
        boolean appliesTo(String algorithm) {
            return switch (this) {
                case PUBLIC_KEY_AS_SECRET, UNKNOWN_KEY -> !algorithm.equals("HS256");
                case SIGNATURE_IN_DER -> algorithm.equals("ES256");
                default -> true;
            };
        }

        /** As in "a token that has ended". */
        @Override
        public String toString() {
            return "a token " + sentence;
        }
    }

    private final TokenKey key;
    private final ObjectNode claims;
    private final long seed;
    private final URI bait;
    private final TokenKey stranger;
    private final TokenKey otherFamily;

    private ForgedTokens(TokenKey key, ObjectNode claims, long seed, URI bait) {
        this.key = key;
        this.claims = claims;
        this.seed = seed;
        this.bait = bait;
        this.stranger = key.ofAStranger();
        String id = key.id() == null ? "made-up" : key.id();
        this.otherFamily = key.algorithm().equals("ES256") ? TokenKey.rs256(id) : TokenKey.es256(id);
    }

    /**
     * Forgeries of the tokens that {@code key} signs.
     *
     * @param claims those of a good token, as JSON: of a {@link Learner}, or of {@link #claims}
     * @param seed what chance depends on
     * @param bait the address that tokens name where a careless server would look for a key
     */
    public static ForgedTokens of(TokenKey key, String claims, long seed, URI bait) {
        return new ForgedTokens(key, (ObjectNode) Json.parse(claims), seed, bait);
    }

    /** Claims as Supabase Auth writes them, good for an hour. */
    public static String claims(UUID learner, String issuer) {
        return Tokens.claims(
                        learner, "learner-" + learner + "@example.org", Map.of(), Instant.now(), Duration.ofHours(1))
                .put("iss", issuer)
                .toString();
    }

    /** The good token: if it is not accepted, it proves nothing that the others are refused. */
    public String good() {
        return key.sign(claims.toString());
    }

    /** The kinds that there are for this key. */
    public EnumSet<Kind> kinds() {
        EnumSet<Kind> kinds = EnumSet.allOf(Kind.class);
        kinds.removeIf(kind -> !kind.appliesTo(key.algorithm()));
        return kinds;
    }

    /** Seeds that are close give Random nearly the same first numbers, so they are mixed before. */
    private Random random(Kind kind, int variant) {
        long each = seed * 31 + kind.name().hashCode() * 1009L + variant;
        return new Random(new SplittableRandom(each).nextLong());
    }

    /** One forgery; another number is another variant. */
    public String token(Kind kind, int variant) {
        return kind.made.apply(new Forge(this, random(kind, variant), variant));
    }

    /** One act of forging. */
    private static final class Forge {

        private static final List<String> GUESSES = List.of(
                "",
                "secret",
                "password",
                "your-256-bit-secret",
                "super-secret-jwt-token-with-at-least-32-characters-long",
                "your-super-secret-jwt-token-with-at-least-32-characters-long",
                "00000000000000000000000000000000",
                "HS256",
                "authenticated",
                "chiron",
                "null",
                "undefined");

        private final TokenKey key;
        private final TokenKey stranger;
        private final TokenKey otherFamily;
        private final ObjectNode claims;
        private final URI bait;
        private final Random random;
        private final int variant;
        private final long now = Instant.now().getEpochSecond();

        Forge(ForgedTokens of, Random random, int variant) {
            this.key = of.key;
            this.stranger = of.stranger;
            this.otherFamily = of.otherFamily;
            this.claims = of.claims.deepCopy();
            this.bait = of.bait;
            this.random = random;
            this.variant = variant;
        }

        // Signatures and keys

        String unsigned() {
            String none = pick("none", "None", "NONE", "nOnE", "none ", "");
            ObjectNode header = key.header().put("alg", none);
            String signed = key.compact(header.toString(), claims.toString());
            return random.nextBoolean() ? signed : withSignature(signed, new byte[0]);
        }

        String signatureMissing() {
            String token = good();
            String content = token.substring(0, token.lastIndexOf('.'));
            return variant % 2 == 0 ? content + "." : content;
        }

        String signatureOfAnotherLength() {
            byte[] right = signature(good());
            int length = variant % 2 == 0 ? random.nextInt(right.length) : right.length + 1 + random.nextInt(40);
            return withSignature(good(), Arrays.copyOf(right, length));
        }

        String signatureBit() {
            String token = good();
            byte[] wrong = signature(token);
            int bit = random.nextInt(wrong.length * 8);
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            return withSignature(token, wrong);
        }

        String signatureBlank() {
            byte[] blank = new byte[signature(good()).length];
            byte[] order = new BigInteger("00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
                    .toByteArray();
            switch (variant % 5) {
                case 0 -> {}
                case 1 -> Arrays.fill(blank, (byte) 0xff);
                case 2 -> blank[blank.length - 1] = 1;
                case 3 -> {
                    // r and s are the order of P-256: zero to a verifier that only looks for zero.
                    for (int i = 0; i < blank.length; i++) {
                        blank[i] = order[1 + i % 32];
                    }
                }
                default -> random.nextBytes(blank);
            }
            claims.put("session_id", uuid().toString());
            return withSignature(good(), blank);
        }

        String strangersKey() {
            return stranger.compact(key.header().toString(), someClaims().toString());
        }

        String otherClaims() {
            String token = good();
            switch (variant % 4) {
                case 0 -> claims.put("sub", uuid().toString());
                case 1 -> claims.putObject("app_metadata").put("role", "teacher");
                case 2 -> claims.put("exp", now + 7200 + random.nextInt(1000));
                default -> claims.put("email", "thief-" + random.nextInt() + "@example.org");
            }
            String[] parts = token.split("\\.", -1);
            return parts[0] + "." + TokenKey.encode(claims.toString()) + "." + parts[2];
        }

        String otherHeader() {
            String[] parts = good().split("\\.", -1);
            ObjectNode header = key.header().put("x" + random.nextInt(1000), random.nextInt());
            return TokenKey.encode(header.toString()) + "." + parts[1] + "." + parts[2];
        }

        String otherAlgorithm() {
            record Other(String name, String java) {}
            Other other =
                    switch (key.algorithm()) {
                        case "HS256" -> pick(new Other("HS384", "HmacSHA384"), new Other("HS512", "HmacSHA512"));
                        case "ES256" ->
                            pick(
                                    new Other("ES384", "SHA384withECDSAinP1363Format"),
                                    new Other("ES512", "SHA512withECDSAinP1363Format"),
                                    new Other("ES256K", "SHA256withECDSAinP1363Format"));
                        default ->
                            pick(
                                    new Other("RS384", "SHA384withRSA"),
                                    new Other("RS512", "SHA512withRSA"),
                                    new Other("PS256", "RSASSA-PSS"));
                    };
            String content =
                    TokenKey.encode(key.header().put("alg", other.name()).toString()) + "."
                            + TokenKey.encode(someClaims().toString());
            return content + "." + TokenKey.encode(key.signature(content, other.java()));
        }

        String guessedSecret() {
            return hmac(pick(GUESSES.toArray(String[]::new)).getBytes(UTF_8));
        }

        String publicKeyAsSecret() {
            byte[] der = key.publicKey().getEncoded();
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----";
            JsonNode jwk = Json.parse(key.publicJwk());
            return hmac(
                    switch (variant % 8) {
                        case 0 -> pem.getBytes(UTF_8);
                        case 1 -> (pem + "\n").getBytes(UTF_8);
                        case 2 -> der;
                        case 3 -> key.publicJwk().getBytes(UTF_8);
                        case 4 -> TokenKey.encode(der).getBytes(UTF_8);
                        case 5 ->
                            Base64.getUrlDecoder()
                                    .decode(jwk.path(jwk.has("n") ? "n" : "x").stringValue());
                        case 6 -> ("{\"keys\":[" + key.publicJwk() + "]}").getBytes(UTF_8);
                        default -> String.valueOf(key.id()).getBytes(UTF_8);
                    });
        }

        String otherFamily() {
            ObjectNode header = otherFamily.header();
            if (random.nextBoolean()) {
                header.put("alg", key.algorithm());
            }
            return otherFamily.compact(header.toString(), someClaims().toString());
        }

        String keyInHeader() {
            TokenKey own = publicStranger();
            ObjectNode header = own.header();
            header.set("jwk", Json.parse(own.publicJwk()));
            if (random.nextBoolean()) {
                header.remove("kid");
            }
            return own.compact(header.toString(), someClaims().toString());
        }

        String keyAddress() {
            return pointingAt("jku");
        }

        String certificateAddress() {
            return pointingAt("x5u");
        }

        private String pointingAt(String member) {
            TokenKey own = publicStranger();
            String address = bait.resolve(ScriptedKeyServer.KEYS) + (random.nextBoolean() ? "?n=" + variant : "");
            return own.compact(
                    own.header().put(member, address).toString(), someClaims().toString());
        }

        String certificateInHeader() {
            TokenKey own = publicStranger();
            ObjectNode header = own.header();
            header.putArray("x5c")
                    .add(Base64.getEncoder().encodeToString(own.publicKey().getEncoded()));
            return own.compact(header.toString(), someClaims().toString());
        }

        String unknownKey() {
            String made = pick(
                    uuid().toString(),
                    "../../../../dev/null",
                    "' or '1'='1",
                    bait + ScriptedKeyServer.KEYS,
                    "",
                    " " + key.id(),
                    key.id() + "\u0000",
                    "k".repeat(1000));
            // By the right key or by a stranger's: a key without the name is not the one that is named.
            TokenKey by = random.nextBoolean() ? key : stranger;
            return by.compact(key.header().put("kid", made + "-").toString(), claims.toString());
        }

        String signatureInDer() {
            String token = key.sign(someClaims().toString());
            String content = token.substring(0, token.lastIndexOf('.'));
            return withSignature(token, key.signature(content, "SHA256withECDSA"));
        }

        // Forms

        String critical() {
            ObjectNode header = key.header();
            String name = pick("exp", "urn:example:unheard-of", "b64", "alg", "x" + random.nextInt(1000));
            header.putArray("crit").add(name);
            if (!header.has(name)) {
                header.put(name, true);
            }
            return key.compact(header.toString(), claims.toString());
        }

        String unencoded() {
            ObjectNode header = key.header().put("b64", false);
            if (variant % 2 == 0) {
                header.putArray("crit").add("b64");
            }
            String payload = TokenKey.encode(someClaims().toString());
            String content = TokenKey.encode(header.toString()) + "." + payload;
            return content + "." + TokenKey.encode(key.signature(content));
        }

        String compressed() {
            ObjectNode header = key.header().put("zip", pick("DEF", "GZIP", "def"));
            String content = TokenKey.encode(header.toString()) + "."
                    + TokenKey.encode(
                            random.nextBoolean()
                                    ? deflated(someClaims().toString())
                                    : someClaims().toString().getBytes(UTF_8));
            return content + "." + TokenKey.encode(key.signature(content));
        }

        String encrypted() {
            ObjectNode header = Json.MAPPER
                    .createObjectNode()
                    .put("alg", pick("dir", "RSA-OAEP-256", "ECDH-ES", "A256KW", "PBES2-HS512+A256KW", "RSA1_5"))
                    .put("enc", pick("A256GCM", "A128CBC-HS256"))
                    .put("p2c", Integer.MAX_VALUE)
                    .put("p2s", "c2FsdA")
                    .put("cty", "JWT");
            return TokenKey.encode(header.toString()) + "." + noise(40) + "." + noise(12) + "." + noise(200) + "."
                    + noise(16);
        }

        String nested() {
            ObjectNode header = key.header().put("cty", "JWT");
            String inside = random.nextBoolean() ? good() : "\"" + good() + "\"";
            return key.compact(header.toString(), inside);
        }

        String otherType() {
            String type = pick("JWS", "JOSE", "at+jwt", "dpop+jwt", "logout+jwt", "secevent+jwt", "JWT2", "", "JSON");
            return key.compact(
                    key.header().put("typ", type).toString(), someClaims().toString());
        }

        String algorithmOdd() {
            ObjectNode header = key.header();
            switch (variant % 7) {
                case 0 -> header.remove("alg");
                case 1 -> header.putNull("alg");
                case 2 -> header.put("alg", random.nextInt());
                case 3 -> header.putArray("alg").add(key.algorithm());
                case 4 -> header.put("alg", key.algorithm().toLowerCase(java.util.Locale.ROOT));
                case 5 -> header.put("alg", key.algorithm() + " ");
                default -> header.put("alg", "EdDSA");
            }
            return key.compact(header.toString(), someClaims().toString());
        }

        String parts() {
            String[] parts = good().split("\\.", -1);
            return switch (variant % 6) {
                case 0 -> parts[0];
                case 1 -> parts[0] + "." + parts[1];
                case 2 -> good() + "." + noise(1 + random.nextInt(30));
                case 3 -> good() + ".";
                case 4 -> "." + good();
                default -> parts[0] + ".." + parts[2];
            };
        }

        String notBase64() {
            String token = good();
            int at = random.nextInt(token.length());
            return token.substring(0, at) + pick("~", "+", "/", "%", "=", "!", "*", ":") + token.substring(at);
        }

        String notCompact() {
            String[] parts = good().split("\\.", -1);
            ObjectNode whole = Json.MAPPER.createObjectNode().put("payload", parts[1]);
            ObjectNode signature =
                    variant % 2 == 0 ? whole : whole.putArray("signatures").addObject();
            signature.put("protected", parts[0]).put("signature", parts[2]);
            return random.nextBoolean() ? whole.toString() : TokenKey.encode(whole.toString());
        }

        String tooLong() {
            claims.putObject("user_metadata").put("padding", "x".repeat(4750 + random.nextInt(100)));
            String token = good();
            return token.length() > 7000 ? token : token + "A".repeat(7001 - token.length());
        }

        String noise() {
            return noise(1 + random.nextInt(300)) + pick("", "." + noise(20), "." + noise(60) + "." + noise(32));
        }

        String headerIsNoHeader() {
            String header = pick(
                    "",
                    "[]",
                    "null",
                    "\"" + key.algorithm() + "\"",
                    "{",
                    "{\"alg\":\"" + key.algorithm() + "\"",
                    "{alg:" + key.algorithm() + "}",
                    "\u0000",
                    "[".repeat(600),
                    "{\"alg\":".repeat(200));
            return key.compact(header, claims.toString());
        }

        String claimsAreNoClaims() {
            String payload = pick(
                    "",
                    "[]",
                    "null",
                    "42",
                    "\"" + claims.path("sub").asString() + "\"",
                    "[" + claims + "]",
                    claims.toString().substring(0, claims.toString().length() - 1),
                    claims + "x",
                    claims.toString().replace('"', '\''),
                    "[".repeat(1500),
                    "{\"a\":".repeat(600));
            return key.compact(key.header().toString(), payload);
        }

        String memberTwice() {
            String twice = claims.toString();
            String header = key.header().toString();
            switch (variant % 5) {
                case 0 -> twice = twice.replaceFirst("\\{", "{\"role\":\"service_role\",");
                case 1 -> twice = twice.replaceFirst("}$", ",\"sub\":\"" + uuid() + "\"}");
                case 2 -> twice = twice.replaceFirst("}$", ",\"exp\":" + (now + 1800) + "}");
                case 3 -> header = header.replaceFirst("\\{", "{\"alg\":\"none\",");
                default -> twice = twice.replaceFirst("\\{", "{\"app_metadata\":{\"role\":\"teacher\"},");
            }
            return key.compact(header, twice);
        }

        // Claims, under the right signature

        String expired() {
            long ended = now - 600 - random.nextInt(30_000_000);
            claims.put("iat", ended - 3600).put("exp", ended);
            return good();
        }

        String notYet() {
            return good(claims.put("nbf", now + 600 + random.nextInt(2000)));
        }

        String fromTheFuture() {
            claims.put("iat", now + 600 + random.nextInt(2000)).put("exp", now + 3600);
            return good();
        }

        String withoutEnd() {
            claims.put("session_id", uuid().toString());
            if (random.nextBoolean()) {
                claims.remove("exp");
            } else {
                claims.putNull("exp");
            }
            return good();
        }

        String tooLongLived() {
            return good(claims.put("exp", now + (400 + random.nextInt(400_000)) * 86_400L));
        }

        String endIsNoTime() {
            String end = pick(
                    "\"" + (now + 3600) + "\"",
                    "\"tomorrow\"",
                    "true",
                    "{}",
                    "[" + (now + 3600) + "]",
                    "0",
                    "-1",
                    "-" + now,
                    "9223372036854775807",
                    "9223372036854775808",
                    "18446744073709551615",
                    // Seconds that are near now once they are milliseconds in 64 bits.
                    BigInteger.TWO
                            .pow(64)
                            .add(BigInteger.valueOf((now + 3600) * 1000))
                            .divide(BigInteger.valueOf(1000))
                            .toString(),
                    BigInteger.TWO.pow(64).add(BigInteger.valueOf(now + 3600)).toString(),
                    "1e400",
                    "1e19",
                    "-1e400",
                    "NaN",
                    "Infinity",
                    "9".repeat(400));
            claims.remove("exp");
            String payload = claims.toString();
            return key.compact(
                    key.header().toString(), payload.substring(0, payload.length() - 1) + ",\"exp\":" + end + "}");
        }

        String withoutBeginning() {
            if (random.nextBoolean()) {
                claims.remove("iat");
            } else {
                claims.set("iat", Json.parse(pick("null", "\"yesterday\"", "{}", "true")));
            }
            return good(someClaims());
        }

        String anon() {
            return projectKey("anon");
        }

        String serviceRole() {
            return projectKey("service_role");
        }

        /** As the project's own API keys, and as a learner's token with their role. */
        private String projectKey(String role) {
            claims.put("role", role).put("session_id", uuid().toString());
            if (variant % 2 == 0) {
                claims.put("aud", pick(role, "authenticated"));
                claims.put("iss", "supabase").put("ref", noise(15));
                claims.put("exp", now + 86_400L * 3650);
                claims.remove("sub");
            }
            return good();
        }

        String otherRole() {
            claims.put("session_id", uuid().toString());
            String role = pick(
                    "null",
                    "\"\"",
                    "\"postgres\"",
                    "\"supabase_admin\"",
                    "\"authenticator\"",
                    "\"Authenticated\"",
                    "\"authenticated \"",
                    "\"authenticated\\u0000\"",
                    "[\"authenticated\"]",
                    "{\"authenticated\":true}",
                    "true",
                    "1");
            if (role.equals("null")) {
                claims.remove("role");
            } else {
                claims.set("role", Json.parse(role));
            }
            return good();
        }

        String otherAudience() {
            claims.put("session_id", uuid().toString());
            String audience = pick(
                    "null",
                    "\"anon\"",
                    "\"\"",
                    "[]",
                    "[\"anon\",\"service_role\"]",
                    "\"Authenticated\"",
                    "\"authenticated,anon\"",
                    "\"https://example.org\"",
                    "{\"authenticated\":true}",
                    "7",
                    "[[\"authenticated\"]]");
            if (audience.equals("null")) {
                claims.remove("aud");
            } else {
                claims.set("aud", Json.parse(audience));
            }
            return good();
        }

        String otherIssuer() {
            String right = claims.path("iss").asString();
            claims.put("session_id", uuid().toString());
            String issuer = pick(
                    "https://" + noise(15) + ".supabase.co/auth/v1",
                    right + "/",
                    right.toUpperCase(java.util.Locale.ROOT),
                    right + ".example.org",
                    right.replace("/auth/v1", ""),
                    "supabase",
                    "");
            if (variant % 8 == 7) {
                claims.remove("iss");
            } else {
                claims.put("iss", issuer);
            }
            return good();
        }

        String noLearner() {
            String id = claims.path("sub").asString();
            claims.put("session_id", uuid().toString());
            String subject = pick(
                    "null",
                    "\"\"",
                    "\"me\"",
                    "\"ada@example.org\"",
                    "\"1-2-3-4-5\"",
                    "\"{" + id + "}\"",
                    "\"" + id.replace("-", "") + "\"",
                    "\"" + id + " \"",
                    "\"" + id + "' or '1'='1\"",
                    "\"urn:uuid:" + id + "\"",
                    "7",
                    "[\"" + id + "\"]",
                    "{\"id\":\"" + id + "\"}");
            if (subject.equals("null")) {
                claims.remove("sub");
            } else {
                claims.set("sub", Json.parse(subject));
            }
            return good();
        }

        String anonymous() {
            claims.set("is_anonymous", Json.parse(pick("true", "true", "\"true\"", "1", "\"false\"", "{}")));
            claims.remove("email");
            return good(someClaims());
        }

        // Tools

        private UUID uuid() {
            return new UUID(random.nextLong(), random.nextLong());
        }

        private String good() {
            return good(claims);
        }

        private String good(ObjectNode payload) {
            return key.sign(payload.toString());
        }

        /** The claims with something in them that no other variant has. */
        private ObjectNode someClaims() {
            return claims.put("session_id", uuid().toString());
        }

        /** A stranger with a key that has a public half. */
        private TokenKey publicStranger() {
            return stranger.id() == null || random.nextBoolean() ? otherFamily : stranger;
        }

        private String hmac(byte[] secret) {
            ObjectNode header = key.header().put("alg", "HS256");
            String content = TokenKey.encode(header.toString()) + "."
                    + TokenKey.encode(someClaims().toString());
            return content + "." + TokenKey.encode(TokenKey.hmac(content.getBytes(UTF_8), "HmacSHA256", secret));
        }

        private static byte[] signature(String token) {
            return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
        }

        private static String withSignature(String token, byte[] signature) {
            return token.substring(0, token.lastIndexOf('.') + 1) + TokenKey.encode(signature);
        }

        private static byte[] deflated(String text) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
                deflater.write(text.getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        private String noise(int length) {
            String characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            StringBuilder noise = new StringBuilder();
            for (int i = 0; i < length; i++) {
                noise.append(characters.charAt(random.nextInt(characters.length())));
            }
            return noise.toString();
        }

        /** One after the other with the variants, so that each is had. */
        @SafeVarargs
        private <T> T pick(T... choices) {
            return choices[variant % choices.length];
        }
    }
}
