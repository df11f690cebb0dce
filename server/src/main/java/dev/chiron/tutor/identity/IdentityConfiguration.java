package dev.chiron.tutor.identity;

import dev.chiron.tutor.platform.InvalidSettingException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IdentitySettings.class, LoginSettings.class})
class IdentityConfiguration {

    @Bean
    TokenSecret tokenSecret(IdentitySettings settings) {
        return TokenSecret.of(settings);
    }

    @Bean
    TokenChecks tokenChecks(IdentitySettings settings, TokenSecret secret) {
        if (settings.delegated() && settings.supabaseAnonKey().isBlank()) {
            throw new InvalidSettingException(
                    "SUPABASE_ANON_KEY", "it is missing although SUPABASE_URL is set", "Copy the project's anon key");
        }
        // A project signs with its own keys; the shared secret is for older projects and for ourselves.
        var asymmetric = settings.delegated() && settings.jwtSecret().isBlank();
        return new TokenChecks(settings, asymmetric ? null : secret);
    }
}
