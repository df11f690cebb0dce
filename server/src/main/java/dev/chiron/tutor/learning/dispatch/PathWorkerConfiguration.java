package dev.chiron.tutor.learning.dispatch;

import dev.chiron.tutor.learning.activity.PathActivities;
import dev.chiron.tutor.learning.workflow.LearningPathWorkflow;
import dev.chiron.tutor.learning.workflow.LearningPathWorkflowImpl;
import dev.chiron.tutor.platform.LearnersWorkflows;
import dev.chiron.tutor.platform.WorkerRegistration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PathWorkerConfiguration {

    @Bean
    WorkerRegistration pathWorker(PathActivities activities) {
        return worker -> {
            worker.registerWorkflowImplementationTypes(LearningPathWorkflowImpl.class);
            worker.registerActivitiesImplementations(activities);
        };
    }

    @Bean
    LearnersWorkflows pathWorkflows() {
        return (learner, sessions, tracks) ->
                tracks.stream().map(track -> LearningPathWorkflow.workflowId(learner, track));
    }
}
