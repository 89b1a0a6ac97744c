package dev.strongroom.promise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Leaves a file in target/promises for every promise whose tests all ran and passed; the build requires them.
final class PromiseRecorder implements TestWatcher, AfterAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PromiseRecorder.class);
    private static final Path FOLDER = Path.of("target", "promises");

    @Override
    public void testSuccessful(ExtensionContext context) {
        count(context, "passed");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        count(context, "broken");
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        count(context, "broken");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        var promise = context.getRequiredTestClass().getAnnotation(Promise.class);
        if (promise == null) {
            return;
        }
        var file = FOLDER.resolve("promise-" + promise.value());
        if (counted(context, "passed") > 0 && counted(context, "broken") == 0) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, counted(context, "passed") + " tests tried to break it and could not\n");
        } else {
            Files.deleteIfExists(file);
        }
    }

    private static void count(ExtensionContext context, String what) {
        var store = root(context).getStore(NAMESPACE);
        var key = key(context, what);
        store.put(key, counted(context, what) + 1);
    }

    private static int counted(ExtensionContext context, String what) {
        var count = root(context).getStore(NAMESPACE).get(key(context, what), Integer.class);
        return count == null ? 0 : count;
    }

    private static String key(ExtensionContext context, String what) {
        return context.getRequiredTestClass().getName() + " " + what;
    }

    private static ExtensionContext root(ExtensionContext context) {
        return context.getRoot();
    }
}
