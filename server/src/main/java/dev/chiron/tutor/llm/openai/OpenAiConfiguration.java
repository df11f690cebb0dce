package dev.chiron.tutor.llm.openai;

import dev.chiron.tutor.llm.LanguageModel;
import dev.chiron.tutor.llm.ModelSettings;
import dev.chiron.tutor.platform.InvalidSettingException;
import java.net.URI;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!('${tutor.model.api-key:}'.isBlank() and '${tutor.model.base-url:}'.isBlank())")
class OpenAiConfiguration {

    @Bean(destroyMethod = "close")
    LanguageModel openAiModel(ModelSettings settings) {
        var baseUrl = settings.baseUrl().strip();
        if (!baseUrl.isEmpty()) {
            requireUrl(baseUrl);
        }
        return new OpenAiLanguageModel(settings);
    }

    private static void requireUrl(String baseUrl) {
        try {
            var uri = new URI(baseUrl);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return;
            }
        } catch (java.net.URISyntaxException e) {
            throw notAUrl(e);
        }
        throw notAUrl(null);
    }

    private static InvalidSettingException notAUrl(java.net.@org.jspecify.annotations.Nullable URISyntaxException e) {
        return new InvalidSettingException(
                "OPENAI_BASE_URL", "not a URL", "Use the API's base, such as https://host/v1, or unset it", e);
    }
}
