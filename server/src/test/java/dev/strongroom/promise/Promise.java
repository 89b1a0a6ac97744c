package dev.strongroom.promise;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// This class tries to break a promise of SECURITY.md. The build fails unless it ran whole and without a failure.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PromiseRecorder.class)
public @interface Promise {

    /// Its number.
    int value();
}
