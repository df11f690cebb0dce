package dev.chiron.testkit;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts stacks when tests need them, hands out their parts as parameters, and looks after each test at what it left. */
final class TutorStackExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(TutorStackExtension.class);

    private static final Set<Class<?>> TYPES = Set.of(
            Learner.class,
            Learners.class,
            TutorClient.class,
            AgUiClient.class,
            Database.class,
            Workflows.class,
            WorkflowHarness.class,
            ScriptedModel.class,
            ModelScript.class,
            Stack.class,
            Faults.class);

    /** Spring Boot's name for the setting that says who sets logging up. */
    private static final String LOGGING = "org.springframework.boot.logging.LoggingSystem";

    static {
        // The JVM has one logging for all stacks. Spring Boot would set it up anew for a stack that starts after
        // another has
        // ended, in the middle of other tests, and whoever listens to the log would be forgotten.
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "none");
        }
    }

    private static final String FIRST_LEARNER = "first learner";
    private static final String ALL_LEARNERS = "all learners of the class";
    private static final String STARTED = "stack is started";

    /** The learners that one context was given: a test, or a class for all of its tests. */
    private record Given(String context) {}

    /** The learner of one parameter, so that a client beside it can be bound to the same one. */
    private record Place(Executable method, int index) {}

    /** An exclusive stack as long as its test class. */
    private record Exclusive(TestEnvironment environment, Stack stack) implements AutoCloseable {

        @Override
        public void close() {
            environment.close(stack);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Started here, the stack's start is not part of the first test's time.
        var _ = stack(context);
        owner(context).getStore(NAMESPACE).put(STARTED, true);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Stack stack = stack(context);
        stack.faults().ifPresent(Faults::restore);
        stack.checks().replay(given(context));
        // A test that has failed already has left its streams wherever they were.
        if (context.getExecutionException().isEmpty()) {
            journal(context).check(mayBreakStreams(context));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ExtensionContext owner = owner(context);
        if (owner.getStore(NAMESPACE).get(STARTED) == null) {
            // It could not be started, and its tests have said so.
            return;
        }
        Stack stack = stack(context);
        stack.checks().replay(given(context));
        if (owner == context) {
            stack.checks().afterClass(givenInClass(owner));
        }
    }

    private static Queue<Learner> given(ExtensionContext context) {
        return learners(context, new Given(context.getUniqueId()));
    }

    private static Queue<Learner> givenInClass(ExtensionContext owner) {
        return learners(owner, ALL_LEARNERS);
    }

    @SuppressWarnings("unchecked")
    private static Queue<Learner> learners(ExtensionContext context, Object key) {
        return context.getStore(NAMESPACE).computeIfAbsent(key, _ -> new ConcurrentLinkedQueue<Learner>(), Queue.class);
    }

    /** Makes learners for a context, which answers for their workflows. */
    private static Learners learners(Stack stack, ExtensionContext context) {
        Queue<Learner> here = given(context);
        Queue<Learner> inClass = givenInClass(owner(context));
        return stack.learners().heardBy(learner -> {
            here.add(learner);
            inClass.add(learner);
        });
    }

    private static RunJournal journal(ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(RunJournal.class, _ -> new RunJournal(), RunJournal.class);
    }

    private static boolean mayBreakStreams(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), BreaksStreams.class)
                || AnnotationSupport.isAnnotated(context.getTestClass(), BreaksStreams.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Stack stack = stack(context);
        Executable method = parameter.getDeclaringExecutable();
        Class<?> type = parameter.getParameter().getType();
        if (type == Learner.class) {
            return learner(stack, context, method, parameter.getIndex());
        } else if (type == Learners.class) {
            return learners(stack, context);
        } else if (type == TutorClient.class) {
            TutorClient client = stack.client();
            return firstLearner(stack, context, method).map(client::as).orElse(client);
        } else if (type == AgUiClient.class) {
            AgUiClient client = stack.agent().writingInto(journal(context));
            return firstLearner(stack, context, method).map(client::as).orElse(client);
        } else if (type == Database.class) {
            return stack.database();
        } else if (type == Workflows.class) {
            return stack.workflows();
        } else if (type == WorkflowHarness.class) {
            return new WorkflowHarness(stack);
        } else if (type == ScriptedModel.class) {
            return stack.model();
        } else if (type == ModelScript.class) {
            return firstLearner(stack, context, method)
                    .map(learner -> stack.model().forUser(learner.id().toString()))
                    .orElseThrow(() -> new ParameterResolutionException(
                            "a ModelScript is the script of a learner: add a Learner parameter to " + method));
        } else if (type == Faults.class) {
            return stack.faults()
                    .orElseThrow(() -> new ParameterResolutionException(
                            "faults would hit other tests on a shared stack: add @ExclusiveStack to the class"));
        }
        return stack;
    }

    /** The first learner among the method's parameters, else the first one that this test was given. */
    private static Optional<Learner> firstLearner(Stack stack, ExtensionContext context, Executable method) {
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].getType() == Learner.class) {
                return Optional.of(learner(stack, context, method, i));
            }
        }
        return Optional.ofNullable(context.getStore(NAMESPACE).get(FIRST_LEARNER, Learner.class));
    }

    private static Learner learner(Stack stack, ExtensionContext context, Executable method, int index) {
        Store store = context.getStore(NAMESPACE);
        Learner learner = store.computeIfAbsent(
                new Place(method, index),
                place -> fresh(learners(stack, context), place.method().getParameters()[place.index()]),
                Learner.class);
        store.computeIfAbsent(FIRST_LEARNER, _ -> learner, Learner.class);
        return learner;
    }

    private static Learner fresh(Learners learners, Parameter parameter) {
        WithRole role = parameter.getAnnotation(WithRole.class);
        return role == null ? learners.fresh() : learners.withRole(role.value());
    }

    private static Stack stack(ExtensionContext context) {
        ExtensionContext owner = owner(context);
        Class<?> testClass = owner.getRequiredTestClass();
        StackPlan plan = StackPlan.of(
                AnnotationSupport.findAnnotation(testClass, TutorStack.class).orElseThrow());
        TestEnvironment environment = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(TestEnvironment.class, _ -> new TestEnvironment(), TestEnvironment.class);
        Optional<ExclusiveStack> exclusive = AnnotationSupport.findAnnotation(testClass, ExclusiveStack.class);
        if (exclusive.isEmpty()) {
            return environment.shared(plan);
        }
        return owner.getStore(NAMESPACE)
                .computeIfAbsent(
                        ExclusiveStack.class,
                        _ -> new Exclusive(
                                environment,
                                environment.exclusive(plan, exclusive.get().timeSkipping())),
                        Exclusive.class)
                .stack();
    }

    /** The class context that carries the annotation: this test's class, or for nested classes one around it. */
    private static ExtensionContext owner(ExtensionContext context) {
        @Nullable ExtensionContext candidate = context;
        while (candidate != null) {
            if (candidate.getTestMethod().isEmpty()
                    && AnnotationSupport.findAnnotation(candidate.getTestClass(), TutorStack.class)
                            .isPresent()) {
                return candidate;
            }
            candidate = candidate.getParent().orElse(null);
        }
        throw new ParameterResolutionException("no @TutorStack on this class or around it");
    }
}
