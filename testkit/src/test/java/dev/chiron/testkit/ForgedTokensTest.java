package dev.chiron.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: forgeries are many, can be sent, and are made from a token that is good. */
@DisplayName("Forged tokens")
class ForgedTokensTest {

    private static final URI BAIT = URI.create("http://127.0.0.1:9");
    private static final String CLAIMS = ForgedTokens.claims(new UUID(1, 2), "https://p.supabase.co/auth/v1");

    static Stream<TokenKey> keys() {
        return Stream.of(
                TokenKey.hs256("a secret of more than thirty-two letters"), TokenKey.es256("e"), TokenKey.rs256("r"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    @DisplayName("differ from the good one, and nearly all from each other")
    void differ(TokenKey key) {
        ForgedTokens forged = ForgedTokens.of(key, CLAIMS, 1, BAIT);
        List<String> all = new ArrayList<>();
        for (ForgedTokens.Kind kind : forged.kinds()) {
            for (int variant = 0; variant < 8; variant++) {
                all.add(forged.token(kind, variant));
            }
        }
        assertThat(forged.kinds()).hasSizeGreaterThan(40);
        assertThat(all).doesNotContain(forged.good());
        assertThat(new HashSet<>(all)).hasSizeGreaterThan(all.size() * 3 / 4);
    }

    @ParameterizedTest
    @MethodSource("keys")
    @DisplayName("can be sent in a header")
    void canBeSent(TokenKey key) {
        ForgedTokens forged = ForgedTokens.of(key, CLAIMS, 1, BAIT);
        for (ForgedTokens.Kind kind : forged.kinds()) {
            for (int variant = 0; variant < 40; variant++) {
                assertThat(forged.token(kind, variant))
                        .as("%s, variant %d", kind, variant)
                        .matches("[!-~]([ -~]*[!-~])?")
                        .hasSizeLessThan(7800);
            }
        }
    }

    @Test
    @DisplayName("are the same again for the same seed, and others for another")
    void seeded() {
        TokenKey key = TokenKey.hs256("a secret of more than thirty-two letters");
        for (ForgedTokens.Kind kind :
                List.of(ForgedTokens.Kind.SIGNATURE_BIT, ForgedTokens.Kind.NOISE, ForgedTokens.Kind.NOT_BASE64)) {
            List<String> first = tokens(key, 1, kind);
            assertThat(tokens(key, 1, kind)).isEqualTo(first);
            assertThat(tokens(key, 2, kind)).isNotEqualTo(first);
        }
    }

    /** Several: two seeds may well break the same bit once, and not eight times. */
    private static List<String> tokens(TokenKey key, long seed, ForgedTokens.Kind kind) {
        ForgedTokens forged = ForgedTokens.of(key, CLAIMS, seed, BAIT);
        return IntStream.range(0, 8)
                .mapToObj(variant -> forged.token(kind, variant))
                .toList();
    }

    @Test
    @DisplayName("are made from a token that Java's own verifier takes")
    void goodIsGood() throws Exception {
        TokenKey key = TokenKey.es256("e");
        String[] parts = ForgedTokens.of(key, CLAIMS, 1, BAIT).good().split("\\.", -1);
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(key.publicKey());
        verifier.update((parts[0] + "." + parts[1]).getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThat(verifier.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(CLAIMS);
    }

    @Test
    @DisplayName("say what is wrong with them, and their keys tell no secret")
    void names() {
        assertThat(ForgedTokens.Kind.EXPIRED).hasToString("a token that has ended");
        assertThat(TokenKey.hs256("hush")).hasToString("HS256");
    }
}
