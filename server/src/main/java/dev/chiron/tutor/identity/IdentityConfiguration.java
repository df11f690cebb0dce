package dev.chiron.tutor.identity;

import dev.chiron.tutor.platform.InvalidSettingException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IdentitySettings.class, LoginSettings.class, TokenSettings.class})
class IdentityConfiguration {

    @Bean
    TokenSecret tokenSecret(IdentitySettings settings) {
        return TokenSecret.of(settings);
    }

    @Bean
    TokenChecks tokenChecks(IdentitySettings settings, TokenSettings tokens, TokenSecret secret) {
        if (settings.delegated() && settings.supabaseAnonKey().isBlank()) {
            throw new InvalidSettingException(
                    "SUPABASE_ANON_KEY", "it is missing although SUPABASE_URL is set", "Copy the project's anon key");
        }
        // The secret that is made here is not the project's: with a project only one that was set counts.
        return new TokenChecks(
                settings, tokens, settings.delegated() && settings.jwtSecret().isBlank() ? null : secret);
    }
}
