package dev.chiron.tutor.chat.dispatch;

import dev.chiron.tutor.chat.activity.TurnActivities;
import dev.chiron.tutor.chat.workflow.ChatSessionWorkflow;
import dev.chiron.tutor.chat.workflow.ChatSessionWorkflowImpl;
import dev.chiron.tutor.platform.LearnersWorkflows;
import dev.chiron.tutor.platform.WorkerRegistration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ChatWorkerConfiguration {

    @Bean
    WorkerRegistration chatWorker(TurnActivities activities) {
        return worker -> {
            worker.registerWorkflowImplementationTypes(ChatSessionWorkflowImpl.class);
            worker.registerActivitiesImplementations(activities);
        };
    }

    @Bean
    LearnersWorkflows sessionWorkflows() {
        return (learner, sessions, tracks) -> sessions.stream().map(ChatSessionWorkflow::workflowId);
    }
}
