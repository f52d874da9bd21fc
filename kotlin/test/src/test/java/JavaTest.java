package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alien.Alien;
import alien.BuiltStack;
import alien.Container;
import alien.ContainerCode;
import alien.ContainerConfig;
import alien.Diagnostic;
import alien.DocumentKind;
import alien.Lifecycle;
import alien.Protocol;
import alien.Report;
import alien.Resource;
import alien.Stack;
import alien.StackState;
import alien.Storage;
import alien.Syntax;
import alien.ValidateOptions;
import alien.ValidationException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kotlin.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The package as Java programs use it. */
class JavaTest {
    private static Container small() {
        return new Container("api")
                .code(Alien.image("api:v1"))
                .cpu(1)
                .memory("1Gi")
                .port(8080)
                .permissions("execution");
    }

    @Test
    void buildersAreNatural() {
        Storage uploads = new Storage("uploads");
        Resource<ContainerConfig> api = small()
                .expose(Protocol.HTTP)
                .healthCheck("/ready")
                .autoScale(2, 4, 20)
                .environment(Map.of("LOG_LEVEL", "info"))
                .link(uploads)
                .command("./server", "--port", "8080")
                .build();
        ContainerConfig config = api.getConfig();
        assertEquals(8080, config.getPorts().get(0).getPort());
        assertEquals(20, config.getAutoscaling().getMax());
        assertEquals("api:v1", ((ContainerCode.Image) config.getCode()).getImage());
        assertEquals(List.of("./server", "--port", "8080"), config.getCommand());
        Container larger = Container.from(config).memory("4Gi");
        assertEquals("4Gi", larger.build().getConfig().getMemory().getMin());

        BuiltStack shop = new Stack("shop")
                .permissions(Map.of("profiles", Map.of("execution", Map.of())))
                .add(uploads, Lifecycle.FROZEN)
                .add(api, Lifecycle.LIVE, List.of(uploads))
                .build();
        assertEquals("shop", shop.getConfig().get("id"));
    }

    @Test
    void functionsAreStatic() {
        Report report = Alien.validate("{\"id\": \"api\", \"ports\": [{\"port\": 70000}]}");
        Diagnostic first = report.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getCode().equals("port-out-of-range"))
                .findFirst()
                .orElseThrow();
        assertEquals(0, first.getRange().getStart().getLine());
        assertTrue(Alien.render(report).contains("port 70000"));
        assertTrue(Alien.jsonSchema().contains("\"ports\""));
        assertTrue(Alien.explain("no-ports").getWhy().length() > 10);
        ValidateOptions commented = new ValidateOptions(DocumentKind.STACK, Syntax.JSONC);
        assertTrue(Alien.validate("{\"id\": \"shop\", \"resources\": {}} // x", commented).getValid());
        StackState state = StackState.parse(Map.of("platform", "aws", "resources", Map.of()));
        assertEquals("aws", state.getPlatform());
    }

    @Test
    void nullBecomesADiagnostic() {
        String text = null;
        Number number = null;
        ValidationException error = assertThrows(ValidationException.class, () -> new Container(text)
                .code(Alien.image(text))
                .cpu(number)
                .memory(text)
                .port(number)
                .expose((Protocol) null)
                .environment((Map<String, Object>) null)
                .link((Storage) null)
                .gpu(text, number)
                .command((String[]) null)
                .permissions(text)
                .build());
        long nulls = error.getDiagnostics().stream().filter(diagnostic -> diagnostic.getMessage().contains("null")).count();
        assertTrue(nulls >= 9, error.getMessage());
        Stack stack = new Stack(text).add((Storage) null, null).permissions(null);
        assertTrue(stack.validate().getDiagnostics().size() >= 3);
        assertTrue(Alien.validate(null).getDiagnostics().size() > 0);
        assertTrue(new Storage(text).toString().contains("null"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void nullPairsAreProblems() {
        Pair<String, String> none = null;
        for (Pair<String, String> pair : Arrays.asList(none, new Pair<String, String>(null, "x"))) {
            Report report = small().environment(pair, new Pair<>("A", "b")).validate();
            assertEquals(1, report.getDiagnostics().size(), report.toString());
            assertEquals("/environment/null", report.getDiagnostics().get(0).getPath());
        }
    }

    @Test
    void nullArgumentsOfFunctionsAreNamed() {
        Report report = Alien.validate("{}");
        Map<Executable, String> calls = new LinkedHashMap<>();
        calls.put(() -> Alien.explain(null), "code");
        calls.put(() -> Alien.applyFixes(null), "text");
        calls.put(() -> Alien.applyFixes("{}", false, null), "options");
        calls.put(() -> Alien.applyFix(null, null), "text");
        calls.put(() -> Alien.applyFix("{}", null), "fix");
        calls.put(() -> Alien.edit(null, "/a", 1), "text");
        calls.put(() -> Alien.edit("{}", null, 1), "path");
        calls.put(() -> Alien.remove("{}", null), "path");
        calls.put(() -> Alien.render(null), "report");
        calls.put(() -> Alien.render(report, "{}", "x", null), "format");
        calls.put(() -> Alien.jsonSchema(null), "kind");
        calls.put(() -> Alien.isRunning(null), "outputs");
        calls.put(() -> Alien.unhealthyReplicas(null), "outputs");
        calls.put(() -> Alien.validate("{}", null), "options");
        calls.put(() -> Alien.diff(Map.of(), Map.of(), null), "options");
        calls.put(() -> StackState.parse("{}", null), "options");
        calls.forEach((call, name) ->
                assertEquals(name + " must not be null", assertThrows(NullPointerException.class, call).getMessage()));
    }

    @Test
    void lambdasHaveNoGeneratedNames() {
        Callable<String> lambda = () -> "x";
        Report report = small().environment(Map.of("A", lambda)).validate();
        assertEquals("environment.A must be a string, not a function", report.getDiagnostics().get(0).getMessage());
    }

    @Test
    void placesOfCallsAreShown() {
        Alien.trackCalls(true);
        int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
        Report report = new Container("api").port(0).validate();
        Alien.trackCalls(false);
        Diagnostic port = report.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getCode().equals("port-out-of-range"))
                .findFirst()
                .orElseThrow();
        assertEquals("JavaTest.java", port.getCall().getFile());
        assertEquals(line, port.getCall().getLine());
    }
}
