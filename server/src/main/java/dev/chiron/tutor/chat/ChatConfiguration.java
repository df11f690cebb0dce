package dev.chiron.tutor.chat;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ChatSettings.class, ClientToolSettings.class})
class ChatConfiguration {}
