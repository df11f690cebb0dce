package dev.chiron.tutor.llm.offline;

import dev.chiron.tutor.llm.LanguageModel;
import dev.chiron.tutor.llm.ModelSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${tutor.model.api-key:}'.isBlank() and '${tutor.model.base-url:}'.isBlank()")
class OfflineConfiguration {

    @Bean
    LanguageModel offlineTutor(ModelSettings settings) {
        return new OfflineTutor(settings.offlinePace());
    }
}
