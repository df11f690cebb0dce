package dev.chiron.testkit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key that access tokens are signed with, of one of the three kinds that a Supabase project may have. It signs whatever it
 * is given, with nothing but what Java brings along, so that the library under test is not asked about itself. Safe to use
 * from any thread.
 */
public final class TokenKey {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int RSA_BITS = 2048;
    private static final int P256_BYTES = 32;

    private final String algorithm;
    private final @Nullable String id;
    private final byte[] secret;
    private final @Nullable KeyPair pair;

    private TokenKey(String algorithm, @Nullable String id, byte[] secret, @Nullable KeyPair pair) {
        this.algorithm = algorithm;
        this.id = id;
        this.secret = secret;
        this.pair = pair;
    }

    /** The shared secret of an older project; its tokens name no key. */
    public static TokenKey hs256(String secret) {
        return new TokenKey("HS256", null, secret.getBytes(StandardCharsets.UTF_8), null);
    }

    /** A fresh key on the curve P-256. */
    public static TokenKey es256(String id) {
        return new TokenKey("ES256", id, new byte[0], pair("EC"));
    }

    /** A fresh RSA key of 2048 bits. */
    public static TokenKey rs256(String id) {
        return new TokenKey("RS256", id, new byte[0], pair("RSA"));
    }

    /** A fresh key of the same kind under the same name: a stranger's who knows what can be known. */
    TokenKey ofAStranger() {
        return switch (algorithm) {
            case "ES256" -> new TokenKey("ES256", id, new byte[0], pair("EC"));
            case "RS256" -> new TokenKey("RS256", id, new byte[0], pair("RSA"));
            default -> hs256("a-stranger-s-secret-" + java.util.UUID.randomUUID());
        };
    }

    /** {@code HS256}, {@code ES256} or {@code RS256}. */
    public String algorithm() {
        return algorithm;
    }

    /** The name that its tokens carry as {@code kid}; null for a shared secret. */
    public @Nullable String id() {
        return id;
    }

    /** A token with the usual header of Supabase Auth. */
    public String sign(String claims) {
        return compact(header().toString(), claims);
    }

    /** A token with any header and any payload, signed as the key's algorithm wants it, whatever the header says. */
    String compact(String header, String payload) {
        String content = encode(header) + "." + encode(payload);
        return content + "." + BASE64.encodeToString(signature(content));
    }

    ObjectNode header() {
        ObjectNode header = Json.MAPPER.createObjectNode().put("alg", algorithm);
        if (id != null) {
            header.put("kid", id);
        }
        return header.put("typ", "JWT");
    }

    byte[] signature(String content) {
        return switch (algorithm) {
            case "ES256" -> signature(content, "SHA256withECDSAinP1363Format");
            case "RS256" -> signature(content, "SHA256withRSA");
            default -> signature(content, "HmacSHA256");
        };
    }

    /** The signature by any algorithm of Java's that can use the key. */
    byte[] signature(String content, String javaAlgorithm) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            if (pair == null) {
                return hmac(bytes, javaAlgorithm, secret);
            }
            Signature signature = Signature.getInstance(javaAlgorithm);
            if (javaAlgorithm.equals("RSASSA-PSS")) {
                signature.setParameter(new java.security.spec.PSSParameterSpec(
                        "SHA-256", "MGF1", java.security.spec.MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + javaAlgorithm, e);
        }
    }

    static byte[] hmac(byte[] content, String javaAlgorithm, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(javaAlgorithm);
            // Java refuses an empty key, and HMAC fills up with zeroes: one zero is the same key.
            mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, javaAlgorithm));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + javaAlgorithm, e);
        }
    }

    /**
     * The public half as a key server publishes it.
     *
     * @throws IllegalStateException for a shared secret, which is never published
     */
    public String publicJwk() {
        ObjectNode jwk = Json.MAPPER.createObjectNode();
        switch (publicKey()) {
            case ECPublicKey ec ->
                jwk.put("kty", "EC")
                        .put("crv", "P-256")
                        .put("x", fixed(ec.getW().getAffineX()))
                        .put("y", fixed(ec.getW().getAffineY()));
            case RSAPublicKey rsa ->
                jwk.put("kty", "RSA").put("n", unsigned(rsa.getModulus())).put("e", unsigned(rsa.getPublicExponent()));
            default -> throw new IllegalStateException("neither EC nor RSA");
        }
        jwk.put("alg", algorithm).put("kid", id).put("use", "sig").put("ext", true);
        jwk.putArray("key_ops").add("verify");
        return jwk.toString();
    }

    /** The public half, in Java's form. */
    java.security.PublicKey publicKey() {
        if (pair == null) {
            throw new IllegalStateException("a shared secret has no public half");
        }
        return pair.getPublic();
    }

    /** The secret is left out. */
    @Override
    public String toString() {
        return algorithm + (id == null ? "" : " " + id);
    }

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encode(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    private static KeyPair pair(String type) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            if (type.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(RSA_BITS);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java makes " + type + " keys", e);
        }
    }

    private static String fixed(BigInteger coordinate) {
        byte[] bytes = minimal(coordinate);
        byte[] padded = new byte[P256_BYTES];
        System.arraycopy(bytes, 0, padded, P256_BYTES - bytes.length, bytes.length);
        return encode(padded);
    }

    private static String unsigned(BigInteger number) {
        return encode(minimal(number));
    }

    private static byte[] minimal(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 && bytes.length > 1 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
