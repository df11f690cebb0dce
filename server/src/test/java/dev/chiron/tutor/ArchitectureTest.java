package dev.chiron.tutor;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

@DisplayName("The arrows of the architecture hold in the code")
class ArchitectureTest {

    private static final String ROOT = "dev.chiron.tutor";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(ROOT);

    /** Calls whose answer differs from one replay of a workflow to the next. */
    private static final DescribedPredicate<JavaCall<?>> ASKS_CLOCK_OR_CHANCE =
            DescribedPredicate.describe("the clock, chance or the environment is asked", call -> {
                var owner = call.getTargetOwner().getFullName();
                var method = call.getName();
                return switch (owner) {
                    case "java.lang.Math" -> method.equals("random");
                    case "java.lang.System" ->
                        List.of("currentTimeMillis", "nanoTime", "getenv", "getProperty")
                                .contains(method);
                    case "java.util.Date" -> method.equals("<init>");
                    default -> method.equals("randomUUID") || (method.equals("now") && owner.startsWith("java.time."));
                };
            });

    private static ArchRule workflowIsDeterministic(String packages) {
        return noClasses()
                .that()
                .resideInAPackage(packages)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.util.concurrent..",
                                "java.io..",
                                "java.nio..",
                                "java.net..",
                                "java.sql..",
                                "javax.sql..",
                                "java.security..",
                                "org.springframework..",
                                "tools.jackson..")
                        .or(type(Clock.class))
                        .or(type(Thread.class))
                        .or(nameMatching("java\\.util\\.(Random|Timer|SplittableRandom)"))
                        .or(nameMatching("java\\.util\\.random\\..*")))
                .orShould(callMethodWhere(ASKS_CLOCK_OR_CHANCE));
    }

    private static ArchRule noSleeping() {
        return noClasses()
                .should(callMethodWhere(DescribedPredicate.describe(
                        "a thread is put to sleep",
                        call -> call.getName().equals("sleep")
                                && (call.getTargetOwner().isEquivalentTo(Thread.class)
                                        || call.getTargetOwner().isEquivalentTo(TimeUnit.class)))))
                .because("a test that sleeps is slow on a fast machine and fails on a slow one");
    }

    private static ArchRule sqlOnlyIn(String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc.core..")
                        .and(resideInAPackage(ROOT + "..").negate()));
    }

    static Stream<ArchRule> rules() {
        return Stream.of(
                workflowIsDeterministic("..workflow.."),
                sqlOnlyIn("..store..", ROOT + ".platform.database.."),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + ".llm..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("com.openai..", "org.springframework.ai..", "reactor..", "okhttp3.."),
                noClasses()
                        .that()
                        .resideInAnyPackage(ROOT + ".llm", ROOT + ".llm.offline..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("com.openai..", "org.springframework.ai..", "reactor..", "okhttp3.."),
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + ".chat..")
                        .and()
                        .resideOutsideOfPackages(
                                ROOT + ".chat.api..",
                                ROOT + ".chat.activity..",
                                ROOT + ".chat.dispatch..",
                                ROOT + ".chat.store..",
                                ROOT + ".chat.stream..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(ROOT + ".chat.store..", ROOT + ".chat.stream.."),
                noClasses()
                        .that()
                        .resideInAnyPackage(ROOT + ".agent..", ROOT + ".llm..", ROOT + ".curriculum..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOT + ".chat.."),
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + ".chat.workflow..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                ROOT + ".chat.api..", ROOT + ".chat.dispatch..", ROOT + ".agent..", ROOT + ".llm.."),
                noClasses()
                        .that()
                        .resideInAnyPackage(ROOT + ".chat.store..", ROOT + ".chat.stream..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                ROOT + ".chat.api..",
                                ROOT + ".chat.activity..",
                                ROOT + ".chat.workflow..",
                                ROOT + ".chat.dispatch..")
                        .because("what is stored and streamed does not know who asks"),
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + ".chat.stream..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("dev.chiron.agui..", "jakarta.servlet..", "org.springframework.web.."),
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + ".agent..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "io.temporal..",
                                "java.sql..",
                                "javax.sql..",
                                "org.springframework.jdbc..",
                                "org.springframework.web..",
                                "org.springframework.http..",
                                "jakarta.servlet..",
                                "java.net.."),
                noClasses()
                        .that()
                        .resideOutsideOfPackages("..workflow..", "..activity..", "..dispatch..", ROOT + ".platform..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.temporal..")
                        .because("a Temporal word outside these packages would leak into everything"),
                classes()
                        .that()
                        .areAnnotatedWith(RestController.class)
                        .or()
                        .areAnnotatedWith(Controller.class)
                        .should()
                        .bePackagePrivate()
                        .andShould()
                        .haveSimpleNameEndingWith("Controller"),
                classes()
                        .that(simpleNameEndingWith("Impl"))
                        .should()
                        .resideInAnyPackage("..workflow..", "..activity..")
                        .andShould()
                        .implement(nameMatching(".*(Workflow|Activities)")),
                noClasses()
                        .should()
                        .haveNameMatching(".*\\.[^.]*(Service|Manager|Helper|Utils?)")
                        .because("these words say nothing of what a class is for"));
    }

    // Goal: a change that draws an arrow the wrong way fails the build and says which.
    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleHolds(ArchRule rule) {
        rule.check(MAIN);
    }

    // Goal: modules reach each other through their roots only, and never in a circle.
    @Test
    void theModulesAreWhole() {
        ApplicationModules.of(TutorServer.class).verify();
    }

    // Goal: nullness is checked everywhere, and each package tells its purpose.
    @Test
    void everyPackageIsNullMarkedAndTellsItsPurpose() {
        assertThat(MAIN.stream().map(JavaClass::getPackage).distinct()).allSatisfy(each -> assertThat(each)
                .describedAs("package-info of %s", each.getName())
                .matches(ArchitectureTest::isNullMarked));
    }

    private static boolean isNullMarked(JavaPackage each) {
        return each.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    // Goal: tests wait for what happens, never for time to pass.
    @Test
    void noTestSleeps() {
        noSleeping().check(TESTS);
    }

    // Goal: the rules can fail: each of these is shown code that breaks it.
    @Test
    void theRulesFindWhatTheyForbid() {
        assertThatThrownBy(() -> noSleeping().check(MAIN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("OfflineTutor.pause");
        assertThatThrownBy(() -> workflowIsDeterministic(ROOT + ".chat.api..").check(MAIN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("java.util.UUID.randomUUID()");
        assertThatThrownBy(() -> sqlOnlyIn("..nowhere..").check(MAIN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("JdbcClient");
        assertThat(isNullMarked(new ClassFileImporter()
                        .importClasses(String.class)
                        .get(String.class)
                        .getPackage()))
                .isFalse();
    }
}
